package org.linuxha.heartbeat.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Who agrees ({@code GET /api/v1/membership}, and the data of membership events).
 *
 * @param state {@code formed}; {@code influx} while the next view is agreed on; {@code evicted}; {@code unknown}
 * @param reason why it is so
 * @param quorum whether this view may act for the cluster
 * @param instance the cluster's number of the view; 0 without a view
 * @param leader the member that computed it; null without a view
 * @param members sorted as the cluster numbers them
 * @param json everything the daemon said
 */
public record Membership(
    String state, String reason, boolean quorum, long instance, String leader, List<String> members, JsonObject json) {
  public Membership {
    members = List.copyOf(members);
  }

  /** Whether the view holds: not while the next one is made. */
  public boolean isFormed() {
    return "formed".equals(state);
  }

  static Membership of(JsonObject json) {
    Long instance = json.getLong("instance");
    return new Membership(
        json.getString("state"), json.getString("reason"), json.getBoolean("quorum", false), instance == null ? 0 : instance,
        json.getString("leader"),
        json.getJsonArray("members", new JsonArray()).stream().map(each -> ((JsonObject) each).getString("name")).toList(),
        json);
  }
}
