package org.linuxha.heartbeat.daemon.manual;

import java.util.ArrayList;
import java.util.List;

/** The little of the language of manual pages that is needed. */
final class Roff {
  private Roff() {}

  /** Text in which nothing is a request or an escape, and hyphens are those that people type. */
  static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  /** Lines as they stand, blanks in front included. */
  static String verbatim(List<String> lines) {
    StringBuilder block = new StringBuilder(".nf\n");
    for (String line : lines) {
      block.append(line.isBlank() ? ".sp" : text(line)).append('\n');
    }
    return block.append(".fi\n").toString();
  }

  /** The texts of a command's definition are formats: percent signs are doubled, %n is a new line. */
  static String format(String definition) {
    return definition.replace("%n", "\n").replace("%%", "%");
  }

  /** All lines of a definition, without blank ones at either end. */
  static List<String> lines(String[] definition) {
    List<String> lines = new ArrayList<>();
    for (String each : definition) {
      lines.addAll(List.of(format(each).split("\n", -1)));
    }
    while (!lines.isEmpty() && lines.get(0).isBlank()) {
      lines.remove(0);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }
}
