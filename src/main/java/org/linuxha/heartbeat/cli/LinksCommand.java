package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.config.LinkFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hb links}: our media, who is heard on each, and what was dropped there. */
@Command(name = "links", description = "Lists this node's media and which nodes are heard on each.")
final class LinksCommand extends DaemonCommand {
  @Option(names = "--matrix", description = "One screen: a row a node, a column a link.")
  private boolean matrix;

  @Override
  String path() {
    return "/api/v1/links";
  }

  @Override
  boolean isWell(Object answer) {
    return objects(answer).stream().allMatch(medium ->
        medium.getString("status").equals("open") && medium.getJsonObject("simulated") == null
            && expected(medium).stream().allMatch(node -> node.getString("status").equals("up") && !isOneWay(node)));
  }

  /** The nodes that should be heard there, and those that are. */
  private static List<JsonObject> expected(JsonObject medium) {
    return objects(medium.getJsonArray("nodes")).stream()
        .filter(node -> node.getBoolean("expected") || node.getString("status").equals("up"))
        .toList();
  }

  /** It brings the node, and the node does not hear us there. */
  private static boolean isOneWay(JsonObject node) {
    return Boolean.TRUE.equals(node.getBoolean("oneWay"));
  }

  @Override
  void show(Object answer, PrintWriter out) {
    if (matrix) {
      out.print(new LinkMatrix(objects(answer)).text(colours()));
      objects(answer).forEach(medium -> remarks(medium, out));
      return;
    }
    Table table = new Table("LINK", "KIND", "STATUS", "FOR", "NODE", "HEARD", "HEARS US", "LAST PACKET", "PACKETS",
        "DUPLICATES", "LOST", "LATE", "LONGEST GAP");
    Map<String, List<JsonObject>> byLink =
        objects(answer).stream()
            .collect(Collectors.groupingBy(each -> each.getString("name"), LinkedHashMap::new, Collectors.toList()));
    byLink.values().forEach(media -> rows(media, table));
    out.print(table.text(colours()));
    objects(answer).forEach(medium -> remarks(medium, out));
  }

  /** Media of one name are one link: the nodes stand below all of them, once. */
  private static void rows(List<JsonObject> media, Table table) {
    for (JsonObject medium : media) {
      table.row(LinkMatrix.title(medium), medium.getString("kind"), medium.getString("status"),
          Text.span(medium.getLong("sinceAgoMillis")));
    }
    for (JsonObject node : expected(media.get(0))) {
      Long ago = node.getLong("lastPacketAgoMillis");
      table.row("", "", "", "", node.getString("name"), node.getString("status"),
          hearsUs(node), ago == null ? "never" : Text.span(ago) + " ago",
          String.valueOf(node.getLong("packets")), String.valueOf(node.getLong("duplicates")),
          number(node, "lost"), number(node, "late"), longest(node.getJsonObject("gaps")));
    }
  }

  /** Nothing where it is not known: a C node does not say, an older daemon does not ask. */
  private static String hearsUs(JsonObject node) {
    Boolean known = node.getBoolean("hearsUs");
    return known == null ? "" : known ? "yes" : "no";
  }

  private static String number(JsonObject node, String name) {
    Long value = node.getLong(name);
    return value == null ? "" : value.toString();
  }

  private static String longest(JsonObject gaps) {
    return gaps == null || gaps.getLong("count") == 0 ? "" : Math.round(gaps.getDouble("longestMillis")) + " ms";
  }

  private static void remarks(JsonObject medium, PrintWriter out) {
    String name = Text.printable(medium.getString("kind") + " " + LinkMatrix.title(medium));
    JsonObject fault = medium.getJsonObject("fault");
    if (fault != null) {
      out.println(name + ": " + Text.printable(fault.getString("id") + " " + fault.getString("text")));
    }
    if (medium.getString("bind") != null) {
      out.println(name + ": bound to " + Text.printable(medium.getString("bind")));
    }
    JsonObject simulated = medium.getJsonObject("simulated");
    if (simulated != null) {
      out.println(name + ": SIMULATED FAULTS: " + new LinkFault(
          simulated.getInteger("lossPercent"), simulated.getInteger("delayMillis"), simulated.getBoolean("cut"),
          LinkFault.Direction.valueOf(simulated.getString("direction").toUpperCase(Locale.ROOT)), Set.of()).sentence()
          + "; heartbeat.json wants it so, for demonstration alone");
    }
    expected(medium).stream().filter(LinksCommand::isOneWay).forEach(node -> out.println(
        name + ": one-way: node " + Text.printable(node.getString("name")) + " is heard there and does not hear us."));
    JsonObject sent = medium.getJsonObject("sent");
    if (sent != null && sent.getLong("failed") > 0) {
      out.println(name + ": " + sent.getLong("failed") + " of " + sent.getLong("packets") + " packets could not be sent");
    }
    JsonObject rejected = medium.getJsonObject("rejected");
    if (!rejected.isEmpty()) {
      out.println(name + ": packets dropped: " + rejected.stream()
          .map(each -> each.getValue() + " " + each.getKey()).collect(Collectors.joining(", ")));
    }
  }
}
