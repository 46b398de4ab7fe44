package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.config.LinkSections;

/** Every node and every link on one screen: a row a node, a column a link, both directions in a cell. */
final class LinkMatrix {
  private static final String NOT_EXPECTED = "-";

  private final Map<String, JsonObject> links = new LinkedHashMap<>();
  private final Map<String, Map<String, JsonObject>> nodes = new LinkedHashMap<>();

  LinkMatrix(List<JsonObject> media) {
    for (JsonObject medium : media) {
      links.merge(medium.getString("name"), medium, LinkMatrix::worse);
      DaemonCommand.objects(medium.getJsonArray("nodes")).forEach(node ->
          nodes.computeIfAbsent(node.getString("name"), name -> new LinkedHashMap<>())
              .put(medium.getString("name"), node));
    }
    nodes.values().removeIf(byLink -> byLink.values().stream().noneMatch(LinkMatrix::isShown));
  }

  /** What people call that link, and the name of ha.cf; an older daemon, and a link without such a name, has the latter alone. */
  static String title(JsonObject link) {
    String name = link.getString("name");
    return LinkSections.title(link.getString("displayName", name), name);
  }

  /** Media of one name are one link: it is as good as the worst of them. */
  private static JsonObject worse(JsonObject one, JsonObject other) {
    return one.getString("status").equals("open") ? other : one;
  }

  private static boolean isShown(JsonObject node) {
    return node.getBoolean("expected") || node.getString("status").equals("up");
  }

  String text(boolean colours) {
    List<String> titles = new ArrayList<>(List.of("NODE"));
    links.forEach((name, medium) -> titles.add(title(medium) + (medium.getString("status").equals("open") ? "" : " (fault)")));
    Table table = new Table(titles.toArray(String[]::new));
    nodes.forEach((name, byLink) -> {
      List<String> row = new ArrayList<>(List.of(name));
      links.keySet().forEach(link -> row.add(cell(byLink.get(link))));
      table.row(row.toArray(String[]::new));
    });
    return table.text(colours);
  }

  /** {@code up}, {@code dead 12 s}, and what an eye should rest on. */
  private static String cell(JsonObject node) {
    if (node == null || !isShown(node)) {
      return NOT_EXPECTED;
    }
    if (!node.getString("status").equals("up")) {
      return node.getString("status") + " " + Text.span(node.getLong("sinceAgoMillis"));
    }
    if (Boolean.TRUE.equals(node.getBoolean("oneWay"))) {
      return "one-way";
    }
    long lost = node.getLong("lost", 0L);
    return lost == 0 ? "up" : "up, " + lost + " lost";
  }
}
