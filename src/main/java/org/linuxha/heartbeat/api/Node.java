package org.linuxha.heartbeat.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A node as the daemon sees it now ({@code GET /api/v1/nodes}).
 *
 * @param type {@code normal} or {@code ping}
 * @param status {@code init}, {@code up}, {@code active}, {@code dead}, {@code ping} or whatever it says of itself
 * @param self whether it is the node of the daemon that was asked
 * @param sinceAgoMillis how long it has had this status
 * @param reason why it has it
 * @param json everything the daemon said
 */
public record Node(
    String name, String type, String status, boolean self, long sinceAgoMillis, String reason, List<Link> links,
    JsonObject json) {

  /**
   * A node on one of its links.
   *
   * @param expected whether silence there means anything
   */
  public record Link(String name, boolean expected, boolean up, String reason) {}

  public Node {
    links = List.copyOf(links);
  }

  static Node of(JsonObject json) {
    return new Node(
        json.getString("name"), json.getString("type"), json.getString("status"), json.getBoolean("self", false),
        json.getLong("sinceAgoMillis", 0L), json.getString("reason"),
        json.getJsonArray("links", new JsonArray()).stream().map(JsonObject.class::cast)
            .map(link -> new Link(link.getString("name"), link.getBoolean("expected", true),
                "up".equals(link.getString("status")), link.getString("reason")))
            .toList(),
        json);
  }
}
