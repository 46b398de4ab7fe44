package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * One reader of the event stream. What its socket does not take waits in a queue of bounded length; a
 * reader that lets it fill is told and cut. Belongs to the service loop.
 */
final class EventReader {
  /** Lines that may wait for one reader: twice what a resumed reader gets at once. */
  static final int QUEUE = 2 * EventRing.CAPACITY;

  /** The connection behind a reader. */
  interface Wire {
    /** Succeeds when the socket has taken it. */
    Future<Void> write(Event event);

    /** Ends the stream in order after the last line; closes the connection if the reader does not take even that. */
    void end(String reason);
  }

  private final Wire wire;
  private final EventFilter filter;
  private final long pingMillis;
  private final Consumer<EventReader> onGone;
  private long lastWriteMillis;
  private int waiting;
  private boolean gone;

  EventReader(Wire wire, EventFilter filter, long pingMillis, Consumer<EventReader> onGone) {
    this.wire = wire;
    this.filter = filter;
    this.pingMillis = pingMillis;
    this.onGone = onGone;
  }

  boolean wants(Event event) {
    return filter.passes(event.happening().type());
  }

  /** True if its queue is full. */
  boolean isBehind() {
    return waiting >= QUEUE;
  }

  int waiting() {
    return waiting;
  }

  boolean isPingDue(long nowMillis) {
    return nowMillis - lastWriteMillis >= pingMillis;
  }

  void write(Event event, long nowMillis) {
    if (gone) {
      return;
    }
    lastWriteMillis = nowMillis;
    waiting++;
    wire.write(event).onComplete(written -> {
      waiting--;
      if (written.failed()) {
        leave();
      }
    });
  }

  /** The last line, then the end. */
  void cut(Event last) {
    if (!gone) {
      wire.write(last);
      wire.end(last.happening().reason());
      leave();
    }
  }

  /** The connection is gone. */
  void leave() {
    if (!gone) {
      gone = true;
      onGone.accept(this);
    }
  }
}
