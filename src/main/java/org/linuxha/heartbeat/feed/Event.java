package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One line of the event stream. It is encoded once, when the first reader needs it. Belongs to the service loop. */
final class Event {
  private final long seq;
  private final String epoch;
  private final Happening happening;
  private byte[] octets;

  /**
   * @param seq its number; that of the last event before it if it has none of its own
   * @param epoch which daemon life
   */
  Event(long seq, String epoch, Happening happening) {
    this.seq = seq;
    this.epoch = epoch;
    this.happening = happening;
  }

  long seq() {
    return seq;
  }

  Happening happening() {
    return happening;
  }

  JsonObject json() {
    return new JsonObject()
        .put("seq", seq)
        .put("epoch", epoch)
        .put("time", Instant.ofEpochMilli(happening.moment().wallMillis()).toString())
        .put("type", happening.type().word())
        .put("subject", happening.subject())
        .put("text", happening.text())
        .put("reason", happening.reason())
        .put("data", happening.data())
        .put("evidence", happening.evidence());
  }

  /** Its JSON as UTF-8. */
  byte[] octets() {
    if (octets == null) {
      octets = json().encode().getBytes(StandardCharsets.UTF_8);
    }
    return octets;
  }
}
