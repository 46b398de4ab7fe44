package org.linuxha.heartbeat.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * The turns of readers. An event is not written to a thousand sockets before the loop does anything else: it is put
 * down for its readers, and a few of them after the other get all that was put down for them, in one write. So what
 * happens together costs a write a reader, not a write an event, and a later event overtakes no earlier one but waits
 * for no more than one round. Belongs to the service loop.
 */
final class EventRounds {
  /** Readers that are served before the loop turns: a millisecond or less. */
  private static final int SHARE = 64;

  private final Executor soon;
  private final Deque<EventReader> turns = new ArrayDeque<>();
  private boolean running;

  /**
   * @param soon runs a task on this loop, behind those that it has already
   */
  EventRounds(Executor soon) {
    this.soon = soon;
  }

  void offer(EventReader reader, Event event, long nowMillis) {
    if (reader.offer(event, nowMillis)) {
      turns.add(reader);
      if (!running) {
        running = true;
        soon.execute(this::serve);
      }
    }
  }

  private void serve() {
    for (int i = 0; i < SHARE && !turns.isEmpty(); i++) {
      turns.poll().flush();
    }
    running = !turns.isEmpty();
    if (running) {
      soon.execute(this::serve);
    }
  }
}
