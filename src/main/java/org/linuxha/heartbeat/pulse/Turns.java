package org.linuxha.heartbeat.pulse;

import java.util.ArrayDeque;
import java.util.Deque;
import org.linuxha.heartbeat.problem.Code;
import org.slf4j.Logger;

/**
 * One event at a time, in the order they came: the bus may call a verticle back from inside its own
 * publish, and a state machine must not be entered while it is still busy with the event before. What
 * waits is at most what one turn of the loop brings, so it needs no bound of its own.
 */
final class Turns {
  private final Logger log;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  Turns(Logger log) {
    this.log = log;
  }

  void take(Runnable event) {
    waiting.add(event);
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (!waiting.isEmpty()) {
        carryOut(waiting.poll());
      }
    } finally {
      busy = false;
    }
  }

  /** A defect in one event's handling must not silence this node for its peers. */
  private void carryOut(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      log.error("{} This is a defect of the daemon; it goes on without that event.", Code.DEFECT.id(), e);
    }
  }
}
