package org.linuxha.heartbeat.cli;

/** What the exit status of {@code hb} says; the same for every command that asks a daemon. */
final class Exit {
  /** All is well with what was asked for. */
  static final int OK = 0;
  /** The answer is there, and something in it needs attention. */
  static final int DEGRADED = 1;
  /** The command line is wrong. */
  static final int USAGE = 2;
  /** No daemon is running there. */
  static final int NOT_RUNNING = 3;
  /** The daemon's socket is not for this user. */
  static final int NOT_ALLOWED = 4;
  /** The daemon does not answer, or refuses; or there is no such thing. */
  static final int FAILED = 5;

  private Exit() {}
}
