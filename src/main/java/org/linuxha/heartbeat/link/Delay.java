package org.linuxha.heartbeat.link;

/** Packets of one direction of a link that are made late on purpose, in their order; of too many the newest are lost. */
final class Delay {
  /** So many wait at most: a minute of the longest delay at the fastest keepalive of a few nodes. */
  static final int MOST = 1_024;

  private final Timer timer;
  private int waiting;

  /** Calls back on the same loop. */
  interface Timer {
    void after(long millis, Runnable task);
  }

  Delay(Timer timer) {
    this.timer = timer;
  }

  void pass(long millis, Runnable task) {
    if (waiting < MOST) {
      waiting++;
      timer.after(millis, () -> {
        waiting--;
        task.run();
      });
    }
  }
}
