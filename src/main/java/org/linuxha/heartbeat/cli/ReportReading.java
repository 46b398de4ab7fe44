package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.notation.FileTrouble;

/** {@code hb report --read}: what an archive holds, as one list by time. */
final class ReportReading {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final Path file;
  private final List<String> wanted;
  private final boolean json;

  ReportReading(Path file, List<String> wanted, boolean json) {
    this.file = file;
    this.wanted = wanted;
    this.json = json;
  }

  int show(PrintWriter out) throws CannotAnswer {
    String name = file.getFileName().toString();
    Map<String, byte[]> files;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      files = ReportArchive.read(in, name);
    } catch (IOException e) {
      throw ReportArchive.refused("Cannot read " + file + " (" + FileTrouble.why(file, e) + ").");
    }
    JsonObject about = ReportArchive.about(files, name);
    JsonObject nodes = about.getValue("nodes") instanceof JsonObject given ? given : new JsonObject();
    for (String node : wanted) {
      if (!nodes.containsKey(node)) {
        throw new CannotAnswer(Exit.FAILED, "There is no node '" + node + "' in " + name + ". Nodes: " + String.join(", ", nodes.fieldNames()) + ".");
      }
    }
    ReportTimeline timeline = new ReportTimeline();
    for (String node : nodes.fieldNames()) {
      if (wanted.isEmpty() || wanted.contains(node)) {
        Map<String, byte[]> own = of(node, files);
        timeline.add(node, own);
        if (!json) {
          head(node, nodes.getValue(node) instanceof JsonObject one ? one : new JsonObject(), ReportTimeline.facts(own), out);
        }
      }
    }
    List<ReportTimeline.Line> lines = timeline.sorted();
    if (json) {
      lines.forEach(line -> out.println(new JsonObject().put("time", line.time().toString()).put("node", line.node())
          .put("source", line.source()).put("text", line.text()).encode()));
    } else {
      int width = nodes.fieldNames().stream().mapToInt(String::length).max().orElse(0);
      out.println("All times are UTC; a log tells whole seconds."
          + (timeline.timeless() == 0 ? "" : " " + timeline.timeless() + " lines without a time are left out."));
      for (ReportTimeline.Line line : lines) {
        out.println(TIME.format(line.time()) + "  " + Text.printable(line.node()) + " ".repeat(Math.max(0, width - line.node().length()))
            + "  " + Text.printable(line.source()) + ": " + Text.printable(line.text()));
      }
    }
    out.flush();
    return Exit.OK;
  }

  private static Map<String, byte[]> of(String node, Map<String, byte[]> files) {
    Map<String, byte[]> own = new LinkedHashMap<>();
    files.forEach((name, content) -> {
      if (name.startsWith(node + "/")) {
        own.put(name.substring(node.length() + 1), content);
      }
    });
    return own;
  }

  private static void head(String node, JsonObject one, JsonObject facts, PrintWriter out) {
    if (!Boolean.TRUE.equals(one.getValue("reached"))) {
      out.println(Text.printable(node + ": not reached: " + one.getValue("why")));
      return;
    }
    StringBuilder line = new StringBuilder(node + ": " + (ReportNode.isWell(facts) ? "runs" : "no daemon"));
    if (facts.getValue("versions") instanceof JsonObject versions) {
      versions.fieldNames().forEach(name -> line.append(", ").append(name).append(' ').append(versions.getValue(name)));
    }
    if (one.getValue("clockAheadMillis") instanceof Number ahead && ahead.longValue() != 0) {
      line.append("; its clock is ").append(Math.abs(ahead.longValue())).append(" ms ").append(ahead.longValue() > 0 ? "ahead" : "behind")
          .append(", its times below are as it told them");
    }
    out.println(Text.printable(line.toString()));
    if (facts.getValue("missing") instanceof JsonArray missing) {
      missing.forEach(what -> out.println(Text.printable("  missing: " + what)));
    }
  }
}
