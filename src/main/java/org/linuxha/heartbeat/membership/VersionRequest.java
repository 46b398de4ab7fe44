package org.linuxha.heartbeat.membership;

/** The question for the leader: how often it was asked and what came back (C: version info). */
final class VersionRequest {
  static final int MAX_TRIES = 3;
  /** So many answers of groups that look too small are dropped in a row (ccm.md 4.1 b). */
  static final int MAX_DROPPED = 3;

  private long startNanos;
  private int tries;
  private int dropped;
  private String leader;
  private int foreignAnswers;
  private long notBeforeNanos = Long.MIN_VALUE;

  /** From now on the patience counts anew and all tries are left. */
  void restart(long nowNanos) {
    startNanos = nowNanos;
    tries = 0;
    foreignAnswers = 0;
  }

  long startNanos() {
    return startNanos;
  }

  /** Another try; false if there is none left. */
  boolean tryAgain(long nowNanos) {
    if (tries >= MAX_TRIES) {
      return false;
    }
    tries++;
    startNanos = nowNanos;
    return true;
  }

  void forgetTries() {
    tries = 0;
  }

  boolean mayDrop() {
    return dropped < MAX_DROPPED;
  }

  /** An answer was refused; ask again, but not before that moment. */
  void drop(long askAgainNanos) {
    dropped++;
    notBeforeNanos = askAgainNanos;
  }

  long notBeforeNanos() {
    return notBeforeNanos;
  }

  void accepted(String from) {
    leader = from;
    dropped = 0;
    foreignAnswers = 0;
  }

  /** Whose answer we took last, or null. */
  String leader() {
    return leader;
  }

  /** A leader of another group answered although we are in a round of ours. */
  void foreignAnswer() {
    foreignAnswers++;
  }

  boolean heardForeignLeader() {
    return foreignAnswers > 0;
  }
}
