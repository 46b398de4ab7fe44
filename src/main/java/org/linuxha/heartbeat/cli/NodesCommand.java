package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hb nodes}: every node with its status, how long, and on which links it is heard. */
@Command(name = "nodes", description = "Lists the nodes of the cluster, or shows one; * marks the node that was asked.")
final class NodesCommand extends DaemonCommand {
  @Parameters(arity = "0..1", paramLabel = "NODE", description = "this node alone")
  private String node;

  @Override
  String path() {
    return node == null
        ? "/api/v1/nodes"
        : "/api/v1/nodes/" + URLEncoder.encode(node, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<JsonObject> nodes(Object answer) {
    return answer instanceof JsonObject one ? List.of(one) : objects(answer);
  }

  @Override
  boolean isWell(Object answer) {
    return nodes(answer).stream().allMatch(each ->
        each.getString("type").equals("ping")
            ? !each.getString("status").equals("dead")
            : each.getString("status").equals("active"));
  }

  @Override
  void show(Object answer, PrintWriter out) {
    Table table = new Table("NODE", "TYPE", "STATUS", "FOR", "LAST PACKET", "LINKS", "REASON");
    for (JsonObject each : nodes(answer)) {
      table.row(
          each.getString("name") + (each.getBoolean("self") ? " *" : ""),
          each.getString("type"),
          each.getString("status"),
          Text.span(each.getLong("sinceAgoMillis")),
          lastPacket(each),
          links(each),
          each.getString("reason"));
    }
    out.print(table.text(colours()));
  }

  private static String lastPacket(JsonObject node) {
    return objects(node.getJsonArray("links")).stream()
        .map(link -> link.getLong("lastPacketAgoMillis"))
        .filter(Objects::nonNull)
        .min(Long::compare)
        .map(millis -> Text.span(millis) + " ago")
        .orElse("-");
  }

  private static String links(JsonObject node) {
    String links =
        objects(node.getJsonArray("links")).stream()
            .filter(link -> link.getBoolean("expected") || link.getString("status").equals("up"))
            .map(link -> LinkMatrix.title(link) + " " + link.getString("status"))
            .collect(Collectors.joining(", "));
    return links.isEmpty() ? "-" : links;
  }
}
