package org.linuxha.heartbeat.membership;

/** Where a CCM is (ccm.md 4). The names on the wire are {@code CCM_STATE_} and the constant. */
public enum CcmState {
  /** Nothing known; the next step is to ask who leads. */
  NONE(false),
  /** Asked who leads: waiting for a leader's answer, or for everybody's question to elect the first. */
  VERSION_REQUEST(false),
  /** Told a leader that we are here, waiting for the list with us in it. */
  NEW_NODE_WAIT_FOR_MEM_LIST(true),
  /** A stable member, possibly the only one. */
  JOINED(true),
  /** Leader only: collecting every member's report about the one change. */
  WAIT_FOR_CHANGE(true),
  /** Reported the one change to the leader, waiting for its list. */
  WAIT_FOR_MEM_LIST(true),
  /** In a join round: our JOIN is out, collecting the others'. */
  JOINING(true),
  /** Candidate of the round: asked everybody whom they heard, collecting answers. */
  SENT_MEMLISTREQ(true),
  /** Answered the candidate, waiting for its final list. */
  MEMLIST_RES(true);

  private static final String PREFIX = "CCM_STATE_";
  private final boolean inCluster;

  CcmState(boolean inCluster) {
    this.inCluster = inCluster;
  }

  /** True in every state that is part of a cluster. */
  public boolean isInCluster() {
    return inCluster;
  }

  /** The name that STATE_INFO carries. */
  public String wireName() {
    return PREFIX + name();
  }

  /** The state of that wire name, or null if there is none. */
  public static CcmState ofWireName(String wireName) {
    for (CcmState state : values()) {
      if (state.wireName().equals(wireName)) {
        return state;
      }
    }
    return null;
  }
}
