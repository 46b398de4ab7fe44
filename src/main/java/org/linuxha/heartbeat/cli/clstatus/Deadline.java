package org.linuxha.heartbeat.cli.clstatus;

import java.util.function.IntSupplier;

/** Ends the program if something takes too long: reading a socket cannot be told to hurry. */
final class Deadline {
  /** A daemon that can answer has done so by then, however short the caller's patience. */
  private static final int LEAST_MILLIS = 50;

  private volatile boolean met;

  /**
   * @param last said when it is too late; answers the exit code
   */
  Deadline(int millis, IntSupplier last) {
    Thread thread = new Thread(() -> sleep(Math.max(LEAST_MILLIS, millis), last), "deadline");
    thread.setDaemon(true);
    thread.start();
  }

  void met() {
    met = true;
  }

  private void sleep(int millis, IntSupplier last) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      return;
    }
    if (!met) {
      Runtime.getRuntime().halt(last.getAsInt());
    }
  }
}
