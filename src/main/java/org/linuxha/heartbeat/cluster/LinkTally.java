package org.linuxha.heartbeat.cluster;

/**
 * Counts what one link brings of one node. Every message goes out on all links, so a number that is
 * missing here was lost here, whether or not another link brought it.
 */
final class LinkTally {
  /** Older numbers than the highest so many are not looked for any more. */
  private static final int REACH = Long.SIZE;

  private long highest;
  /** Bit i is set if the number {@code highest - 1 - i} has not come. */
  private long missing;
  private long missed;
  private long overtaken;

  private long lastNanos;
  private long late;
  private long gaps;
  private double meanNanos;
  private double squares;
  private long longestNanos;

  /** The node counts anew: a new life. */
  void begin() {
    highest = 0;
    missing = 0;
  }

  /** A packet with that number came. */
  void number(long sequence) {
    if (highest == 0) {
      highest = sequence;
    } else if (sequence > highest) {
      long step = sequence - highest;
      missed += step - 1;
      missing = step >= REACH ? -1L : missing << step | (1L << step - 1) - 1;
      highest = sequence;
    } else if (highest - sequence - 1 >= 0 && highest - sequence - 1 < REACH) {
      long bit = 1L << highest - sequence - 1;
      if ((missing & bit) != 0) {
        missing &= ~bit;
        overtaken++;
      }
    }
  }

  /**
   * A packet came, numbered or not.
   *
   * @param absentNanos how long we were not running since the one before
   * @param lateNanos a longer gap is late
   */
  void packet(long nowNanos, long absentNanos, long lateNanos) {
    if (lastNanos != 0) {
      gap(Math.max(0, nowNanos - lastNanos - absentNanos), lateNanos);
    }
    lastNanos = nowNanos;
  }

  /** Mean and deviation after Welford: no sum that grows for years. */
  private void gap(long nanos, long lateNanos) {
    gaps++;
    double step = nanos - meanNanos;
    meanNanos += step / gaps;
    squares += step * (nanos - meanNanos);
    longestNanos = Math.max(longestNanos, nanos);
    if (nanos > lateNanos) {
      late++;
    }
  }

  /** The link is dead: the silence until the next packet is no gap. */
  void silence() {
    lastNanos = 0;
  }

  LinkQuality quality(HeardThere heardThere) {
    long deviation = gaps < 2 ? 0 : Math.round(Math.sqrt(squares / (gaps - 1)) / 1_000);
    return new LinkQuality(
        missed - overtaken, overtaken, late, gaps, Math.round(meanNanos / 1_000), deviation, longestNanos / 1_000,
        heardThere);
  }
}
