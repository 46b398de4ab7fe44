package org.linuxha.heartbeat.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * The membership as one node tells it, in the words of both kinds of daemon.
 *
 * @param formed false while the next one is being made, or there is none
 * @param leader empty if it does not say
 * @param bornOn each member's birth
 */
record MemberView(boolean formed, int instance, String leader, boolean quorum, Map<String, Integer> bornOn) {
  static final MemberView NONE = new MemberView(false, 0, "", false, Map.of());

  /** From {@code GET /api/v1/membership}. */
  static MemberView of(JsonObject answer) {
    if (answer.getInteger("instance") == null) {
      return NONE;
    }
    Map<String, Integer> members = new TreeMap<>();
    JsonArray list = answer.getJsonArray("members");
    for (int i = 0; i < list.size(); i++) {
      members.put(list.getJsonObject(i).getString("name"), list.getJsonObject(i).getInteger("bornOn"));
    }
    return new MemberView(
        answer.getString("state").equals("formed"), answer.getInteger("instance"), answer.getString("leader"),
        answer.getBoolean("quorum"), members);
  }
}
