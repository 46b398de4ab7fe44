package org.linuxha.heartbeat.daemon.demo;

/** The times of the demo's ha.cf, for it and for the sentences about it. */
final class Timing {
  static final int KEEPALIVE_MILLIS = 100;
  static final int WARNTIME_MILLIS = 500;
  static final int DEADTIME_MILLIS = 1_000;
  static final int INITDEAD_MILLIS = 10_000;

  /** So much longer is deadtime in a daemon's first five seconds (wire.md 9.2). */
  static final int YOUTH_MILLIS = 2_000;

  /** What key p stops a node for: longer than warntime, shorter than deadtime. */
  static final int PAUSE_MILLIS = 700;
  static final int LOSS_PERCENT = 20;
  /** Several keepalives, so that the other link is always ahead, and much less than deadtime. */
  static final int DELAY_MILLIS = 300;

  private Timing() {}
}
