package org.linuxha.heartbeat.cluster;

/** One node as heard on one link (wire.md 8.8). */
final class PeerLink {
  final String name;
  private boolean up;
  private long lastPacketNanos;
  private long packets;
  private long duplicates;
  private long absentNanos;

  PeerLink(String name) {
    this.name = name;
  }

  void heard(boolean duplicate, long nowNanos) {
    lastPacketNanos = nowNanos;
    absentNanos = 0;
    packets++;
    if (duplicate) {
      duplicates++;
    }
  }

  /** We were not running for that long; the link is not to blame. */
  void excuse(long nanos) {
    absentNanos += nanos;
  }

  void become(boolean nowUp) {
    up = nowUp;
  }

  boolean isUp() {
    return up;
  }

  /** When the link is dead if nothing more is heard. */
  long deadlineNanos(long timeoutNanos) {
    return lastPacketNanos + timeoutNanos + absentNanos;
  }

  long lastPacketNanos() {
    return lastPacketNanos;
  }

  long absentNanos() {
    return absentNanos;
  }

  ClusterEvent.LinkActivity activity(String node) {
    return new ClusterEvent.LinkActivity(node, name, lastPacketNanos, packets, duplicates);
  }
}
