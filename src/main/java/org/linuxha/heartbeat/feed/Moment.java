package org.linuxha.heartbeat.feed;

/**
 * One moment on both clocks: ages are measured on the monotonic one, the other is for people's eyes.
 *
 * @param nanos as {@link System#nanoTime()}
 * @param wallMillis milliseconds since 1970
 */
record Moment(long nanos, long wallMillis) {

  static Moment now() {
    return new Moment(System.nanoTime(), System.currentTimeMillis());
  }

  /** How long ago that moment was, never negative. */
  long millisSince(Moment earlier) {
    return Math.max(0, (nanos - earlier.nanos) / 1_000_000);
  }

  /** The moment at those monotonic nanoseconds, told with today's wall clock. */
  Moment at(long otherNanos) {
    return new Moment(otherNanos, wallMillis - (nanos - otherNanos) / 1_000_000);
  }
}
