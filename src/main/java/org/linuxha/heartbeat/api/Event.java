package org.linuxha.heartbeat.api;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A line of the event stream (docs/events.md).
 *
 * @param seq 1, 2, 3 ... in one life of the daemon; {@code snapshot} and {@code resumed} carry that of the event before
 * @param epoch which life
 * @param type {@code node.status}, {@code membership.formed} ...; the first is always {@code snapshot}
 * @param subject what it is about
 * @param text the whole as one sentence for people
 * @param reason why, in a few words; null if there is nothing to say
 * @param json everything the daemon said
 */
public record Event(long seq, String epoch, String type, String subject, String text, String reason, JsonObject json) {

  static Event of(JsonObject json) {
    return new Event(
        json.getLong("seq", 0L), json.getString("epoch"), json.getString("type", ""), json.getString("subject"),
        json.getString("text"), json.getString("reason"), json);
  }

  public JsonObject data() {
    return json.getJsonObject("data", new JsonObject());
  }

  /** The membership that it tells, if it is a snapshot or a membership event. */
  public Optional<Membership> membership() {
    if (type.equals("snapshot")) {
      return Optional.ofNullable(data().getJsonObject("membership")).map(Membership::of);
    }
    return type.startsWith("membership.") ? Optional.of(Membership.of(data())) : Optional.empty();
  }

  /** True for lines about the stream, which need no attention. */
  boolean isNoise() {
    return type.equals("ping") || type.equals("resumed");
  }
}
