package org.linuxha.heartbeat.process.child;

/** Whether and when a program that ended is started again (client-api.md 12.1). Knows no clock. */
final class RespawnRule {
  /** A run below that is short. */
  static final long SHORT_MILLIS = 30_000;

  /** So many short runs may follow each other. */
  static final int MOST_SHORT = 10;

  /** The program's own wish not to be started again. */
  static final int NO_MORE = 100;

  /** What a shell answers for a program that it cannot run, or does not find. */
  private static final int CANNOT_RUN = 126;
  private static final int NOT_FOUND = 127;

  private int shortRuns;

  /** What follows an end. */
  enum Verdict {
    /** At once: it ran long enough. */
    AGAIN,
    /** After a pause of a second. */
    AGAIN_LATER,
    /** Never: it asked for that, or cannot be run at all. */
    DONE,
    /** Not until the daemon starts anew: it ends again and again. */
    TOO_FAST
  }

  /**
   * @param exit exit status; 128 and its number for a signal
   */
  Verdict onEnd(int exit, long ranMillis) {
    if (exit == NO_MORE || exit == CANNOT_RUN || exit == NOT_FOUND) {
      return Verdict.DONE;
    }
    if (ranMillis >= SHORT_MILLIS) {
      shortRuns = 0;
      return Verdict.AGAIN;
    }
    shortRuns++;
    return shortRuns > MOST_SHORT ? Verdict.TOO_FAST : Verdict.AGAIN_LATER;
  }
}
