package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.linuxha.heartbeat.membership.View;

/** The membership as JSON: the shapes of docs/api.md. */
final class MembershipJson {
  private MembershipJson() {}

  /** What {@code GET /api/v1/membership} answers. */
  static JsonObject whole(MembershipModel model, Moment now) {
    View view = model.view();
    return new JsonObject()
        .put("state", model.state().word())
        .put("reason", model.reason())
        .put("since", ClusterJson.time(model.since()))
        .put("sinceAgoMillis", now.millisSince(model.since()))
        .put("quorum", model.quorum())
        .put("view", view == null ? null : view.number())
        .put("viewSince", view == null ? null : ClusterJson.time(model.viewSince()))
        .put("instance", view == null ? null : view.instance())
        .put("leader", view == null ? null : view.leader())
        .put("members", view == null ? new JsonArray() : members(view))
        .put("joined", new JsonArray(view == null ? List.of() : view.joined()))
        .put("left", new JsonArray(view == null ? List.of() : view.left()))
        .put("causes", view == null ? new JsonArray() : causes(view, now))
        .put("ordinal", model.ordinal());
  }

  /** The same in short, for {@code GET /api/v1/cluster}. */
  static JsonObject brief(MembershipModel model) {
    View view = model.view();
    return new JsonObject()
        .put("state", model.state().word())
        .put("reason", model.reason())
        .put("quorum", model.quorum())
        .put("view", view == null ? null : view.number())
        .put("instance", view == null ? null : view.instance())
        .put("leader", view == null ? null : view.leader())
        .put("members", view == null ? 0 : view.members().size());
  }

  private static JsonArray members(View view) {
    JsonArray members = new JsonArray();
    view.members().forEach(member -> members.add(
        new JsonObject().put("name", member.name()).put("index", member.index()).put("bornOn", member.bornOn())));
    return members;
  }

  private static JsonArray causes(View view, Moment now) {
    JsonArray causes = new JsonArray();
    view.causes().forEach(cause -> causes.add(
        new JsonObject()
            .put("node", cause.node())
            .put("what", cause.what())
            .put("evidence", ClusterJson.evidence(cause.evidence(), now))));
    return causes;
  }
}
