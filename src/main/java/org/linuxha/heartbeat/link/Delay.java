package org.linuxha.heartbeat.link;

import java.util.ArrayDeque;
import java.util.Deque;

/** Packets of one direction of a link that are made late on purpose, in their order; of too many the newest are lost. */
final class Delay {
  /** So many wait at most: a minute of the longest delay at the fastest keepalive of a few nodes. */
  static final int MOST = 1_024;

  private final Timer timer;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int millis;
  /** Timers that were set in an earlier round have nothing to do any more. */
  private long round;

  /** Calls back on the same loop. */
  interface Timer {
    void after(long millis, Runnable task);
  }

  Delay(Timer timer) {
    this.timer = timer;
  }

  /** From now on so late. A shorter delay lets go what waits: it would be overtaken, or hold up what comes. */
  void become(int nextMillis) {
    boolean shorter = nextMillis < millis;
    millis = nextMillis;
    if (shorter) {
      round++;
      while (!waiting.isEmpty()) {
        waiting.poll().run();
      }
    }
  }

  /** Passes that later, or at once without a delay; false if it is lost, for too many wait. */
  boolean pass(Runnable task) {
    if (millis == 0) {
      task.run();
      return true;
    }
    if (waiting.size() >= MOST) {
      return false;
    }
    waiting.add(task);
    long own = round;
    timer.after(millis, () -> {
      if (own == round) {
        waiting.poll().run();
      }
    });
    return true;
  }
}
