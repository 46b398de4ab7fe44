package org.linuxha.heartbeat.api;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message of a program, to all nodes or one.
 *
 * @param node where it came from; where to send it: a node, or {@code all}
 * @param service the programs that get it
 * @param type its message type
 * @param fields names and texts
 */
public record ClusterMessage(String node, String service, String type, Map<String, String> fields) {
  public static final String ALL = "all";

  public ClusterMessage {
    fields = Map.copyOf(fields);
  }

  /** One to all nodes. */
  public static ClusterMessage toAll(String service, String type, Map<String, String> fields) {
    return new ClusterMessage(ALL, service, type, fields);
  }

  JsonObject toJson() {
    JsonObject texts = new JsonObject();
    fields.forEach(texts::put);
    return new JsonObject().put("to", node).put("service", service).put("type", type).put("fields", texts);
  }

  static ClusterMessage of(JsonObject json) {
    Map<String, String> fields = new LinkedHashMap<>();
    json.getJsonObject("fields", new JsonObject()).forEach(each -> fields.put(each.getKey(), String.valueOf(each.getValue())));
    return new ClusterMessage(json.getString("from"), json.getString("service"), json.getString("type"), fields);
  }
}
