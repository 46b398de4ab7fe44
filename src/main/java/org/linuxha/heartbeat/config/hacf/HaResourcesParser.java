package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.hacf.HaResources.Group;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Reads haresources (wire.md 12.4): lines {@code NODE RES1 RES2 ...}, continued by a backslash at
 * the end of a line. The file must exist in resource mode and is not looked into otherwise.
 */
public final class HaResourcesParser {
  private final String path;
  private final String name;
  private final Configuration configuration;
  private final List<Group> groups = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private HaResourcesParser(String path, Configuration configuration) {
    this.path = path;
    this.name = path.substring(path.lastIndexOf('/') + 1);
    this.configuration = configuration;
  }

  /**
   * @param path for people
   * @param text the file's bytes, a char each; empty if there is no such file
   */
  public static HaResources read(
      String path, Optional<String> text, Configuration configuration) {
    HaResourcesParser parser = new HaResourcesParser(path, configuration);
    if (!configuration.cluster().resourceMode()) {
      parser.unused(text.isPresent());
    } else if (text.isEmpty()) {
      parser.report(Code.HARESOURCES_MISSING, parser.name,
          "Cannot open resources file [" + path + "].");
    } else {
      parser.logicalLines(text.get());
      parser.notice();
    }
    return new HaResources(parser.groups, parser.problems);
  }

  private void unused(boolean exists) {
    if (exists) {
      String why = configuration.pacemaker().enabled() ? "pacemaker is enabled" : "of option -M";
      report(Code.HARESOURCES_UNUSED, name,
          "File " + path + " exists. This file is not used because " + why + ".");
    }
  }

  private void logicalLines(String text) {
    String[] lines = text.split("\n", -1);
    StringBuilder logical = new StringBuilder();
    int first = 0;
    for (int i = 0; i < lines.length; i++) {
      if (logical.isEmpty()) {
        first = i + 1;
      }
      String line = withoutComment(lines[i]);
      // a comment does not continue: only a backslash that is the line's very last byte does
      if (lines[i].endsWith("\\") && line.endsWith("\\") && !Words.trim(line).equals("\\")) {
        logical.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      logicalLine(first, logical.append(line).toString());
      logical.setLength(0);
    }
    logicalLine(first, logical.toString());
  }

  private static String withoutComment(String line) {
    int hash = line.indexOf('#');
    return hash < 0 ? line : line.substring(0, hash);
  }

  private void logicalLine(int number, String line) {
    List<String> words = Words.byBlanks(line);
    if (words.isEmpty()) {
      return;
    }
    String node = words.get(0).toLowerCase(Locale.ROOT);
    if (!configuration.cluster().nodes().contains(node)) {
      report(Code.HARESOURCES_NODE_UNKNOWN, name + ":" + number,
          "Bad nodename in " + path + " [" + Statement.printable(words.get(0)) + "].");
      return;
    }
    groups.add(new Group(node, words.subList(1, words.size()), number));
  }

  private void notice() {
    if (problems.isEmpty() && groups.stream().anyMatch(g -> !g.resources().isEmpty())) {
      report(Code.HARESOURCES_NOT_TAKEN, name + ":" + groups.get(0).line(),
          "This node will not take resources: it leaves those of " + path + " to its peers.");
    }
  }

  private void report(Code code, String place, String text) {
    problems.add(new Problem(code, place, text));
  }
}
