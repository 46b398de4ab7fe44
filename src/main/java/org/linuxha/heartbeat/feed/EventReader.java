package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One reader of the event stream. What its socket does not take waits in a queue of bounded length; a
 * reader that lets it fill is told and cut. Belongs to the service loop.
 */
final class EventReader {
  /** Lines that may wait for one reader: twice what a resumed reader gets at once. */
  static final int QUEUE = 2 * EventRing.CAPACITY;
  /** Events that wait for its turn; one more, and it is its turn. */
  private static final int BATCH = 64;

  /** The connection behind a reader. */
  interface Wire {
    /**
     * Writes all of it at once.
     *
     * @param taken is told when the socket has taken all, or why it did not; null is well
     */
    void write(Batch batch, Consumer<Throwable> taken);

    /** Ends the stream in order after the last line; closes the connection if the reader does not take even that. */
    void end(String reason);
  }

  private final Wire wire;
  private final Batches batches;
  private final EventFilter filter;
  private final long pingMillis;
  private final Consumer<EventReader> onGone;
  private List<Event> pending = new ArrayList<>();
  private long lastWriteMillis;
  private int unread;
  private boolean gone;

  EventReader(Wire wire, Batches batches, EventFilter filter, long pingMillis, Consumer<EventReader> onGone) {
    this.wire = wire;
    this.batches = batches;
    this.filter = filter;
    this.pingMillis = pingMillis;
    this.onGone = onGone;
  }

  boolean wants(Event event) {
    return filter.passes(event.happening().type());
  }

  /** True if its queue is full. */
  boolean isBehind() {
    return unread + pending.size() >= QUEUE;
  }

  /** Lines that its socket does not take yet. */
  int unread() {
    return unread;
  }

  boolean isPingDue(long nowMillis) {
    return nowMillis - lastWriteMillis >= pingMillis;
  }

  /**
   * Takes an event, which goes out with the next {@link #flush}.
   *
   * @return true if it is the first that does
   */
  boolean offer(Event event, long nowMillis) {
    if (gone) {
      return false;
    }
    lastWriteMillis = nowMillis;
    pending.add(event);
    if (pending.size() >= BATCH) {
      flush();
    }
    return pending.size() == 1;
  }

  /** Writes what was offered. */
  void flush() {
    if (gone || pending.isEmpty()) {
      return;
    }
    Batch batch = batches.of(pending);
    pending = new ArrayList<>();
    unread += batch.size();
    wire.write(batch, failure -> {
      unread -= batch.size();
      if (failure != null) {
        leave();
      }
    });
  }

  /** What was offered, the last line, then the end. */
  void cut(Event last) {
    if (!gone) {
      pending.add(last);
      wire.write(batches.of(pending), failure -> { });
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
