package org.linuxha.heartbeat.cli;

import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Why a command has nothing to show: a sentence for people and an exit status for scripts. */
final class CannotAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;
  private boolean forGood;
  private boolean withoutVerdict;

  CannotAnswer(int exitStatus, Code code, String text) {
    super(new Problem(code, "", text).full());
    this.exitStatus = exitStatus;
  }

  /** With a remedy that came from the daemon. */
  CannotAnswer(int exitStatus, String sentence) {
    super(sentence);
    this.exitStatus = exitStatus;
  }

  int exitStatus() {
    return exitStatus;
  }

  /** The same, and asking again would not help. */
  CannotAnswer forGood() {
    forGood = true;
    return this;
  }

  boolean isForGood() {
    return forGood;
  }

  /** The same, and it says nothing of the daemon, which may be well: the asking was wrong, or somebody else answered. */
  CannotAnswer withoutVerdict() {
    withoutVerdict = true;
    return this;
  }

  boolean isWithoutVerdict() {
    return withoutVerdict;
  }
}
