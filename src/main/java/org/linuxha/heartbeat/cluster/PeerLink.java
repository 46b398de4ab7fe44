package org.linuxha.heartbeat.cluster;

/** One node as heard on one link (wire.md 8.8). */
final class PeerLink {
  final String name;
  private boolean up;
  private long lastPacketNanos;
  private long packets;
  private long duplicates;
  private long absentNanos;
  private final LinkTally tally = new LinkTally();
  private long deafSinceNanos;
  private boolean deafSaid;
  private boolean direct;

  PeerLink(String name) {
    this.name = name;
  }

  /** A packet came from the node itself, not through another one. */
  void heardItself() {
    direct = true;
  }

  /** The node itself is heard here, since the link came up. */
  boolean isDirect() {
    return direct;
  }

  /** What the link brings, number by number. */
  LinkTally tally() {
    return tally;
  }

  void heard(boolean duplicate, long lateNanos, long nowNanos) {
    tally.packet(nowNanos, absentNanos, lateNanos);
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
    if (!nowUp) {
      direct = false;
      tally.silence();
    }
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

  /** True once, when the link is up and the far end has been deaf for that long. */
  boolean isDeafFor(boolean deaf, long millis, long nowNanos) {
    if (!deaf || !up) {
      deafSinceNanos = 0;
      deafSaid = false;
      return false;
    }
    if (deafSinceNanos == 0) {
      deafSinceNanos = nowNanos;
    }
    if (deafSaid || nowNanos - deafSinceNanos < millis * 1_000_000) {
      return false;
    }
    deafSaid = true;
    return true;
  }

  /** That was said, and the far end is deaf still. */
  boolean isKnownDeaf() {
    return deafSaid;
  }

  ClusterEvent.LinkActivity activity(String node, HeardThere heardThere) {
    return new ClusterEvent.LinkActivity(
        node, name, lastPacketNanos, packets, duplicates, tally.quality(heardThere));
  }
}
