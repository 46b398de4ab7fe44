package org.linuxha.heartbeat.membership;

/** What a CCM knows of a node of the cluster, member or not. */
final class CcmNode {
  static final String DEAD = "dead";
  static final int DEFAULT_WEIGHT = 100;

  /** Whether the node's CCM runs, as far as we could see. */
  enum Running {
    /** Nothing seen since we know the node. */
    UNKNOWN,
    /** It signed on or sent something. */
    YES,
    /** It signed off, or the node began a new life and its CCM did not show up yet. */
    NO
  }

  final String name;
  final int weight;
  private String status;
  private Running running = Running.UNKNOWN;
  /** The major of its noted request to join, or -1 if it did not ask (ccm.md 2.1). */
  private int requestMajor = -1;

  CcmNode(String name, String status, int weight) {
    this.name = name;
    this.status = status;
    this.weight = weight;
  }

  String status() {
    return status;
  }

  void status(String newStatus) {
    status = newStatus;
  }

  /** Any status but {@code dead} counts as live, whether or not the node runs a CCM (ccm.md 1.3). */
  boolean isLive() {
    return !status.equals(DEAD);
  }

  Running running() {
    return running;
  }

  void running(Running now) {
    running = now;
  }

  boolean hasRequest() {
    return requestMajor >= 0;
  }

  int requestMajor() {
    return requestMajor;
  }

  void noteRequest(int major) {
    requestMajor = Math.max(0, major);
  }

  void clearRequest() {
    requestMajor = -1;
  }
}
