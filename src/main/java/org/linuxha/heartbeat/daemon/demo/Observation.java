package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one node said of all nodes at one moment.
 *
 * @param statuses node to status
 * @param links "node link" to status
 * @param reasons the reasons of both
 */
record Observation(Map<String, String> statuses, Map<String, String> links, Map<String, String> reasons) {
  static final Observation NOTHING = new Observation(Map.of(), Map.of(), Map.of());

  /** From the answer to {@code GET /api/v1/nodes}. */
  static Observation of(JsonArray nodes) {
    Map<String, String> statuses = new LinkedHashMap<>();
    Map<String, String> links = new LinkedHashMap<>();
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Object each : nodes) {
      JsonObject node = (JsonObject) each;
      String name = node.getString("name");
      statuses.put(name, node.getString("status"));
      reasons.put(name, node.getString("reason"));
      for (Object eachLink : node.getJsonArray("links")) {
        JsonObject link = (JsonObject) eachLink;
        if (link.getBoolean("expected")) {
          links.put(name + " " + link.getString("name"), link.getString("status"));
          reasons.put(name + " " + link.getString("name"), link.getString("reason"));
        }
      }
    }
    return new Observation(statuses, links, reasons);
  }

  /** True if every one of them is active in our eyes and heard on all its links. */
  boolean isComplete(List<String> names) {
    return names.stream().allMatch(name -> "active".equals(statuses.get(name)))
        && links.values().stream().allMatch("up"::equals);
  }

  /** What changed since that earlier one, a line each. */
  List<String> changesSince(Observation earlier) {
    List<String> lines = new ArrayList<>();
    statuses.forEach((name, status) -> {
      String before = earlier.statuses.get(name);
      if (!status.equals(before)) {
        lines.add(before == null && status.equals("init")
            ? "waits for " + name
            : name + " is " + status + why(name));
      }
    });
    links.forEach((link, status) -> {
      String before = earlier.links.get(link);
      if (!status.equals(before) && (before != null || status.equals("up"))) {
        lines.add("link " + link.split(" ")[1] + " to " + link.split(" ")[0] + " is " + status + why(link));
      }
    });
    earlier.statuses.keySet().stream()
        .filter(name -> !statuses.containsKey(name))
        .forEach(name -> lines.add(name + " is no longer known"));
    return lines;
  }

  private String why(String key) {
    String reason = reasons.get(key);
    return reason == null || reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
