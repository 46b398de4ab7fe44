package org.linuxha.heartbeat.membership;

import java.util.Set;

/** What a CCM knows of a node of the cluster, member or not. */
final class CcmNode {
  static final String DEAD = "dead";
  static final int DEFAULT_WEIGHT = 100;
  /** What a node says of itself only at the beginning of a life. */
  private static final Set<String> BEGINNING = Set.of("init", "up");

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
  private int weight;
  private String status;
  private Running running = Running.UNKNOWN;
  private boolean outside;
  private int highestMajor;
  private boolean takesEarlyAnswers;
  private boolean ofOurs;
  /** The major of its noted request to join, or -1 if it did not ask (ccm.md 2.1). */
  private int requestMajor = -1;

  CcmNode(String name, String status, int weight) {
    this.name = name;
    this.status = status;
    this.weight = weight;
  }

  int weight() {
    return weight;
  }

  void weight(int now) {
    weight = now;
  }

  String status() {
    return status;
  }

  /** Its CCM is gone with its life; whether the next one runs we shall see. */
  void status(String newStatus) {
    boolean begins = BEGINNING.contains(newStatus) && (!isLive() || !BEGINNING.contains(status));
    status = newStatus;
    if (begins || !isLive()) {
      running = isLive() ? Running.NO : Running.UNKNOWN;
      outside = isLive();
      highestMajor = 0;
    }
  }

  /** True if that change of status is the beginning of a new life although the node was not dead for us. */
  static boolean isRestart(String previous, String status) {
    return BEGINNING.contains(status) && !BEGINNING.contains(previous) && !previous.equals(DEAD);
  }

  /** True while it says what it says at the beginning of a life. */
  boolean isBeginning() {
    return BEGINNING.contains(status);
  }

  /** Any status but {@code dead} counts as live, whether or not the node runs a CCM (ccm.md 1.3). */
  boolean isLive() {
    return !status.equals(DEAD);
  }

  Running running() {
    return running;
  }

  boolean mayRun() {
    return running != Running.NO;
  }

  void running(Running now) {
    running = now;
  }

  /** True if its CCM is new or asked who leads, and did not come into our group since. */
  boolean isOutside() {
    return outside;
  }

  void outside(boolean now) {
    outside = now;
  }

  /** The highest major it named when it asked, since it was no member. */
  int highestMajor() {
    return highestMajor;
  }

  /** Asked who leads. */
  void asked(int major) {
    outside = true;
    highestMajor = Math.max(highestMajor, major);
  }

  /** Is a member of our group now. */
  void agreed() {
    outside = false;
    highestMajor = 0;
  }

  boolean hasRequest() {
    return requestMajor >= 0;
  }

  int requestMajor() {
    return requestMajor;
  }

  /** True if it said that it makes use of an answer that comes before its question: none of C's does. */
  boolean takesEarlyAnswers() {
    return takesEarlyAnswers;
  }

  void takesEarlyAnswers(boolean now) {
    takesEarlyAnswers = now;
  }

  /** True if its daemon advertises what it can do beyond C's protocol, which none of C's does. */
  boolean isOfOurs() {
    return ofOurs;
  }

  void ofOurs(boolean now) {
    ofOurs = now;
  }

  void noteRequest(int major) {
    requestMajor = Math.max(0, major);
  }

  void clearRequest() {
    requestMajor = -1;
  }
}
