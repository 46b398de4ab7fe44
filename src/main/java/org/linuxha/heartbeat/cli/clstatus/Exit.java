package org.linuxha.heartbeat.cli.clstatus;

/** Exit codes of C's {@code cl_status} 3.0.6; clients' join and leave are the only others. */
final class Exit {
  static final int OK = 0;
  /** The answer is no: dead, offline, no value, stopped. */
  static final int NO = 1;
  static final int JOIN = 2;
  static final int LEAVE = 3;
  static final int WRONG_USE = 11;
  /** The daemon does not answer. */
  static final int TOO_LATE = 12;
  static final int FAILED = 13;

  private Exit() {}
}
