package org.linuxha.heartbeat.cli.clstatus;

/** It ends without an answer: what is said on standard error before, and with which code. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exit;
  private final transient String[] lines;
  private final boolean plain;

  private Refused(int exit, boolean plain, String... lines) {
    super(String.join(" ", lines), null, false, false);
    this.exit = exit;
    this.plain = plain;
    this.lines = lines;
  }

  /** Said as it is. */
  static Refused saying(int exit, String line) {
    return new Refused(exit, true, line);
  }

  /** Said as C's programs log: time, node and process before each line. */
  static Refused logging(int exit, String... lines) {
    return new Refused(exit, false, lines);
  }

  int exit() {
    return exit;
  }

  boolean isPlain() {
    return plain;
  }

  String[] lines() {
    return lines.clone();
  }
}
