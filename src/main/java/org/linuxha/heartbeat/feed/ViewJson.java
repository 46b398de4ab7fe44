package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.linuxha.heartbeat.membership.Cause;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.View;

/** A view of the membership as JSON. */
final class ViewJson {
  private ViewJson() {}

  /** Null for null. */
  static JsonObject of(View view, Moment now) {
    if (view == null) {
      return null;
    }
    return new JsonObject()
        .put("number", view.number())
        .put("instance", view.instance())
        .put("time", Instant.ofEpochSecond(view.wallSeconds()).toString())
        .put("leader", view.leader())
        .put("quorum", view.quorum())
        .put("members", members(view.members()))
        .put("joined", new JsonArray(view.joined()))
        .put("left", new JsonArray(view.left()))
        .put("reason", view.reason())
        .put("causes", causes(view.causes(), now));
  }

  private static JsonArray members(List<Member> members) {
    JsonArray list = new JsonArray();
    members.forEach(member -> list.add(new JsonObject()
        .put("name", member.name()).put("index", member.index()).put("bornOn", member.bornOn())));
    return list;
  }

  private static JsonArray causes(List<Cause> causes, Moment now) {
    JsonArray list = new JsonArray();
    causes.forEach(cause -> list.add(new JsonObject()
        .put("node", cause.node())
        .put("what", cause.what())
        .put("evidence", ClusterJson.evidence(cause.evidence(), now))));
    return list;
  }
}
