package org.linuxha.heartbeat.daemon;

/** Exit statuses: the C daemon's (wire.md 13), and those of the init script convention where it has none. */
final class Exit {
  static final int OK = 0;
  /** It did not work; also {@code -s} with a stale pid file, {@code -r} with a bad configuration. */
  static final int FAILED = 1;
  static final int USAGE = 2;
  /** {@code -s} without a pid file. */
  static final int NOT_RUNNING = 3;
  static final int NOT_PERMITTED = 4;
  /** Nothing was started: the configuration is wrong, or {@code -R} found no daemon. */
  static final int NOT_CONFIGURED = 6;

  /** No status: the daemon is to be started anew in this process. */
  static final int AGAIN = -1;

  private Exit() {}
}
