package org.linuxha.heartbeat.feed;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.linuxha.heartbeat.bus.SharedFrame;

/**
 * Events that go to a reader in one write, made into what goes out once for all readers that get the same. Belongs to the
 * service loop.
 */
final class Batch {
  private static final byte[] LINE_END = {'\n'};

  private final List<Event> events;
  private SharedFrame frame;
  private Buffer lines;

  /** @param events one or more, which nobody changes any more */
  Batch(List<Event> events) {
    this.events = events;
  }

  int size() {
    return events.size();
  }

  /** True if it is of the very same events. */
  boolean isOf(List<Event> others) {
    if (others.size() != events.size()) {
      return false;
    }
    for (int i = others.size() - 1; i >= 0; i--) {
      if (others.get(i) != events.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** As WebSocket messages, one an event. */
  SharedFrame frame() {
    if (frame == null) {
      frame = SharedFrame.texts(events.stream().map(Event::octets).toList());
    }
    return frame;
  }

  /** As NDJSON, a line an event. */
  Buffer lines() {
    if (lines == null) {
      lines = Buffer.buffer();
      events.forEach(event -> lines.appendBytes(event.octets()).appendBytes(LINE_END));
    }
    return lines;
  }
}
