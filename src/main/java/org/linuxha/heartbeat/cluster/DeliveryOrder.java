package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts one source's messages back into order for local consumers. C delivers what comes after a gap
 * at once (wire.md 0.8); we hold it back, for a bounded time, and only the delivery: life signs,
 * links and acknowledgements never wait here.
 */
final class DeliveryOrder {
  /** So many held messages end the waiting: the source's history holds no more either (wire.md 6.4). */
  static final int MAX_HELD = 500;

  /**
   * A number that arrived out of turn.
   *
   * @param delivery null if it has nothing for consumers
   */
  private record Held(ClusterEvent.Delivered delivery, long sinceNanos) {}

  private final TreeMap<Long, Held> held = new TreeMap<>();
  private long next;
  /** Numbers below were delivered or given up in this generation; they never are again. */
  private long floor;

  /** The source died or came back in the same generation: its numbers go on. */
  void resume() {
    floor = Math.max(floor, next);
    held.clear();
    next = 0;
  }

  /** A new generation of the source: its numbers start anew. */
  void restart() {
    held.clear();
    next = 0;
    floor = 0;
  }

  /**
   * A number arrived.
   *
   * @param delivery what consumers get for it, or null for nothing
   * @return what may be delivered now, in order
   */
  List<ClusterEvent.Delivered> arrived(long sequence, ClusterEvent.Delivered delivery, long nowNanos) {
    if (next == 0) {
      // also where it is a late copy of what was delivered: the numbers between are asked for again
      next = Math.max(sequence, floor);
    }
    if (sequence < next) {
      return List.of();
    }
    if (sequence == next && held.isEmpty()) {
      next++;
      return delivery == null ? List.of() : List.of(delivery);
    }
    held.put(sequence, new Held(delivery, nowNanos));
    return ready();
  }

  /** That number will never come. */
  List<ClusterEvent.Delivered> skip(long sequence, long nowNanos) {
    if (next != 0 && sequence >= next) {
      held.putIfAbsent(sequence, new Held(null, nowNanos));
    }
    return ready();
  }

  /** Everything below that number that is not here will never come: everything held, in order. */
  List<ClusterEvent.Delivered> skipAllBelow(long sequence) {
    List<ClusterEvent.Delivered> all = releaseAll();
    next = Math.max(next, sequence);
    return all;
  }

  /** Stops waiting for everything below the first held message. */
  List<ClusterEvent.Delivered> release() {
    if (!held.isEmpty()) {
      next = held.firstKey();
    }
    return ready();
  }

  /** Stops waiting at all: everything held, in order. */
  List<ClusterEvent.Delivered> releaseAll() {
    List<ClusterEvent.Delivered> all = new ArrayList<>();
    while (isWaiting()) {
      all.addAll(release());
    }
    return all;
  }

  private List<ClusterEvent.Delivered> ready() {
    List<ClusterEvent.Delivered> ready = new ArrayList<>();
    while (!held.isEmpty() && held.firstKey() == next) {
      ClusterEvent.Delivered delivery = held.pollFirstEntry().getValue().delivery();
      if (delivery != null) {
        ready.add(delivery);
      }
      next++;
    }
    return ready;
  }

  boolean isWaiting() {
    return !held.isEmpty();
  }

  /** Since when the lowest gap is known: since something above it first arrived. Only while {@link #isWaiting}. */
  long waitingSinceNanos() {
    return held.values().stream().mapToLong(Held::sinceNanos).min().orElseThrow();
  }

  boolean isFull() {
    return held.size() > MAX_HELD;
  }

  /** The lowest number we wait for. */
  long next() {
    return next;
  }

  /** The highest number that waits; only while {@link #isWaiting}. */
  long lastHeld() {
    return held.lastKey();
  }

  /** How many numbers are missing below the highest that waits. */
  long absent() {
    return held.lastKey() + 1 - next - held.size();
  }

  /** The lowest number that waits; only while {@link #isWaiting}. */
  long firstHeld() {
    return held.firstKey();
  }
}
