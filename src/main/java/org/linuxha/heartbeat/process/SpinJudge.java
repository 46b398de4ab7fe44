package org.linuxha.heartbeat.process;

/**
 * Tells a pulse loop that turns round itself from one that is merely late: it has not come round for a
 * second, and all the while it uses a processor. A process that was stopped, or a machine that slept,
 * uses none.
 */
final class SpinJudge {
  /** As long as this nothing is suspected, in milliseconds. */
  static final long SUSPICIOUS_MILLIS = 1_000;
  /** How long a suspect is watched, in nanoseconds. */
  static final long WATCH_NANOS = 500_000_000L;
  /** The kernel itself leaves real-time threads 95 % of a processor. */
  private static final double BUSY = 0.6;

  private boolean watching;
  private long sinceNanos;
  private long usedNanos;

  /** True if the pulse, silent for so long, is to be suspected: only then its use of a processor matters. */
  boolean suspects(long pulseAgeMillis) {
    if (pulseAgeMillis < SUSPICIOUS_MILLIS) {
      watching = false;
      return false;
    }
    return true;
  }

  /**
   * Of a suspect.
   *
   * @param nowNanos monotonic
   * @param cpuNanos what the pulse's thread has used so far
   */
  boolean spins(long nowNanos, long cpuNanos) {
    if (!watching) {
      watching = true;
      sinceNanos = nowNanos;
      usedNanos = cpuNanos;
      return false;
    }
    long watchedNanos = nowNanos - sinceNanos;
    if (watchedNanos < WATCH_NANOS) {
      return false;
    }
    boolean busy = cpuNanos - usedNanos >= watchedNanos * BUSY;
    sinceNanos = nowNanos;
    usedNanos = cpuNanos;
    return busy;
  }
}
