package org.linuxha.heartbeat.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last events, so that a reader that lost its connection can go on without a snapshot. */
final class EventRing {
  /** A reader that missed more than this starts with a snapshot. */
  static final int CAPACITY = 512;

  private final Deque<Event> events = new ArrayDeque<>();

  void add(Event event) {
    events.add(event);
    if (events.size() > CAPACITY) {
      events.poll();
    }
  }

  /** The number of the newest event; 0 if there was none yet. */
  long last() {
    return events.isEmpty() ? 0 : events.peekLast().seq();
  }

  /** True if every event after that one is still here. */
  boolean reaches(long seq) {
    return seq >= 0 && seq <= last() && (events.isEmpty() || seq >= events.peekFirst().seq() - 1);
  }

  List<Event> after(long seq) {
    return events.stream().filter(event -> event.seq() > seq).toList();
  }
}
