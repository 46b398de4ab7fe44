package org.linuxha.heartbeat.interop;

import java.util.Set;

/**
 * One thing that a local client of a node was told.
 *
 * @param nanos when it arrived ({@link System#nanoTime}); for {@link What#DEAD} when the daemon said so
 * @param node of {@link What#DEAD} who, of {@link What#FORMED} the leader
 * @param members of {@link What#FORMED}: who is in the view
 */
record Seen(long nanos, What what, String node, Set<String> members) {
  enum What {
    /** A view. */
    FORMED,
    /** The last view does not hold: in flux, evicted, unknown; NOT PRIMARY in C's words. */
    VOID,
    /** A node is dead. */
    DEAD,
    /** The daemon takes part: the last word of its start. Told by C daemons only. */
    UP
  }

  static Seen of(long nanos, What what) {
    return new Seen(nanos, what, "", Set.of());
  }

  boolean isView(Set<String> wanted) {
    return what == What.FORMED && members.equals(wanted);
  }
}
