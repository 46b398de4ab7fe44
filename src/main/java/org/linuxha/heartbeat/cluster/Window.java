package org.linuxha.heartbeat.cluster;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which sequence numbers of one source arrived in its present life (wire.md 6.3). Starts with the
 * first number seen; numbers before that are nobody's loss.
 */
final class Window {
  /** More missing numbers than this are given up together (wire.md 6.3). */
  static final int MAX_MISSING = 500;

  /** What a number means. */
  enum Arrival {
    /** The first of this life: tracking starts here. */
    FIRST,
    /** The one after the last. */
    NEXT,
    /** The last one again, usually by a second link: a life sign of that link, nothing more. */
    DUPLICATE,
    /** Higher than the next: numbers between are missing now. */
    GAP,
    /** So much higher that the missing ones are given up. */
    LOST_A_LOT,
    /** One of the missing numbers. */
    FILLED,
    /** Seen or given up before. */
    OLD;

    /** True if the message must be processed. */
    boolean accepted() {
      return this != DUPLICATE && this != OLD;
    }
  }

  private long first;
  private long last;
  private long acknowledged;
  private final TreeSet<Long> missing = new TreeSet<>();

  /** Forgets everything: the source died or restarted. */
  void reset() {
    first = 0;
    last = 0;
    acknowledged = 0;
    missing.clear();
  }

  Arrival offer(long sequence) {
    if (last == 0) {
      first = sequence;
      last = sequence;
      return Arrival.FIRST;
    }
    if (sequence == last + 1) {
      last = sequence;
      return Arrival.NEXT;
    }
    if (sequence == last) {
      return Arrival.DUPLICATE;
    }
    if (sequence < last) {
      return missing.remove(sequence) ? Arrival.FILLED : Arrival.OLD;
    }
    return jump(sequence);
  }

  private Arrival jump(long sequence) {
    long lost = sequence - last - 1;
    if (lost > MAX_MISSING || lost + missing.size() > MAX_MISSING) {
      missing.clear();
      last = sequence;
      return Arrival.LOST_A_LOT;
    }
    for (long number = last + 1; number < sequence; number++) {
      missing.add(number);
    }
    last = sequence;
    return Arrival.GAP;
  }

  /** That number will never come. */
  boolean giveUp(long sequence) {
    return missing.remove(sequence);
  }

  /** The highest number seen; 0 if tracking has not started. */
  long last() {
    return last;
  }

  SortedSet<Long> missing() {
    return missing;
  }

  /**
   * The number to acknowledge now, or 0: the highest one that ends in {@code trigger} and below which
   * nothing is missing, once (wire.md 6.5). C waits until nothing at all is missing; under steady loss
   * that is never, and its sender would stall.
   */
  long acknowledge(int trigger) {
    long complete = missing.isEmpty() ? last : missing.first() - 1;
    long number = complete - Math.floorMod(complete - trigger, 10L);
    if (last == 0 || number < first || number <= acknowledged) {
      return 0;
    }
    acknowledged = number;
    return number;
  }
}
