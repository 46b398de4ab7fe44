package org.linuxha.heartbeat.simulation;

import java.util.PriorityQueue;

/**
 * Virtual time and what is to happen in it. Happenings of one moment come in the order in which they
 * were planned, so that a run is a function of its seed. Time stands still while something happens.
 */
final class VirtualTime {
  private record Happening(long nanos, long ordinal, Runnable action)
      implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int order = Long.compare(nanos, other.nanos);
      return order != 0 ? order : Long.compare(ordinal, other.ordinal);
    }
  }

  private final PriorityQueue<Happening> queue = new PriorityQueue<>();
  private long nanos;
  private long ordinal;

  /** Nanoseconds since the world began. */
  long nanos() {
    return nanos;
  }

  /** Plans that for this moment; a moment in the past means now. */
  void at(long moment, Runnable action) {
    queue.add(new Happening(Math.max(moment, nanos), ordinal++, action));
  }

  void after(long delayNanos, Runnable action) {
    at(nanos + delayNanos, action);
  }

  /** Lets the next thing happen if it is due until then; otherwise time moves to that moment. */
  boolean stepUntil(long endNanos) {
    Happening next = queue.peek();
    if (next == null || next.nanos > endNanos) {
      nanos = Math.max(nanos, endNanos);
      return false;
    }
    queue.remove();
    nanos = next.nanos;
    next.action.run();
    return true;
  }

  /** How much is planned. */
  int planned() {
    return queue.size();
  }
}
