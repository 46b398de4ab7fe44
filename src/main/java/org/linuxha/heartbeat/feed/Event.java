package org.linuxha.heartbeat.feed;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.linuxha.heartbeat.bus.SharedFrame;

/** One line of the event stream. It is encoded once, when the first reader needs it. Belongs to the service loop. */
final class Event {
  private final long seq;
  private final String epoch;
  private final Happening happening;
  private String text;
  private Buffer line;
  private SharedFrame frame;

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

  /** As a WebSocket message. */
  SharedFrame frame() {
    if (frame == null) {
      frame = SharedFrame.text(text().getBytes(StandardCharsets.UTF_8));
    }
    return frame;
  }

  private String text() {
    if (text == null) {
      text = json().encode();
    }
    return text;
  }

  /** As a line of NDJSON. */
  Buffer line() {
    if (line == null) {
      line = Buffer.buffer(text() + "\n");
    }
    return line;
  }
}
