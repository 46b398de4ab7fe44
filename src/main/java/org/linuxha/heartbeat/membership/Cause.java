package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Evidence;

/**
 * One thing that made a view necessary.
 *
 * @param node whom it happened to
 * @param what in words: "is dead: no status for 2010 ms", "lost its CCM (died)", "asked to join"
 * @param evidence what its death was judged by, or null
 */
public record Cause(String node, String what, Evidence evidence) {

  @Override
  public String toString() {
    return node + " " + what;
  }
}
