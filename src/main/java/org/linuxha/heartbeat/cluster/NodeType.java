package org.linuxha.heartbeat.cluster;

/** What kind of node a name stands for. */
public enum NodeType {
  /** A member running Heartbeat. */
  NORMAL,
  /** A ping node: a pseudo node that answers ICMP echo (wire.md 8.7). */
  PING;

  /** The word of the C daemon's client API. */
  public String word() {
    return this == NORMAL ? "normal" : "ping";
  }
}
