package org.linuxha.heartbeat.interop;

/** Whose daemon runs on a host. */
enum Kind {
  /** The C daemon of Debian's package. */
  C,
  /** Ours, from the tree that is tested. */
  OURS;

  /**
   * With {@code -Dinterop.ours=C} a C daemon stands in for ours everywhere: what a test demands of
   * us that a C daemon does not do either is then seen to be the test's mistake.
   */
  static final boolean STAND_IN = "C".equals(System.getProperty("interop.ours"));

  Daemon on(Host host, Setup setup) {
    return this == C || STAND_IN ? new CDaemon(host, setup) : new OurDaemon(host, setup);
  }
}
