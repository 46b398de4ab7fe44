package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code hb links}: our media, who is heard on each, and what was dropped there. */
@Command(name = "links", description = "Lists this node's media and which nodes are heard on each.")
final class LinksCommand extends DaemonCommand {
  @Override
  String path() {
    return "/api/v1/links";
  }

  @Override
  boolean isWell(Object answer) {
    return objects(answer).stream().allMatch(medium ->
        medium.getString("status").equals("open")
            && expected(medium).stream().allMatch(node -> node.getString("status").equals("up")));
  }

  /** The nodes that should be heard there, and those that are. */
  private static List<JsonObject> expected(JsonObject medium) {
    return objects(medium.getJsonArray("nodes")).stream()
        .filter(node -> node.getBoolean("expected") || node.getString("status").equals("up"))
        .toList();
  }

  @Override
  void show(Object answer, PrintWriter out) {
    Table table = new Table("LINK", "KIND", "STATUS", "FOR", "NODE", "HEARD", "LAST PACKET", "PACKETS", "DUPLICATES");
    for (JsonObject medium : objects(answer)) {
      table.row(medium.getString("name"), medium.getString("kind"), medium.getString("status"),
          Text.span(medium.getLong("sinceAgoMillis")));
      for (JsonObject node : expected(medium)) {
        Long ago = node.getLong("lastPacketAgoMillis");
        table.row("", "", "", "", node.getString("name"), node.getString("status"),
            ago == null ? "never" : Text.span(ago) + " ago",
            String.valueOf(node.getLong("packets")), String.valueOf(node.getLong("duplicates")));
      }
    }
    out.print(table);
    objects(answer).forEach(medium -> remarks(medium, out));
  }

  private static void remarks(JsonObject medium, PrintWriter out) {
    String name = Text.printable(medium.getString("kind") + " " + medium.getString("name"));
    JsonObject fault = medium.getJsonObject("fault");
    if (fault != null) {
      out.println(name + ": " + Text.printable(fault.getString("id") + " " + fault.getString("text")));
    }
    JsonObject rejected = medium.getJsonObject("rejected");
    if (!rejected.isEmpty()) {
      out.println(name + ": packets dropped: " + rejected.stream()
          .map(each -> each.getValue() + " " + each.getKey()).collect(Collectors.joining(", ")));
    }
  }
}
