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

  /** Stands for a message that took a number but has nothing for consumers. */
  private static final Object NOTHING = new Object();

  private final TreeMap<Long, Object> held = new TreeMap<>();
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
  List<ClusterEvent.Delivered> arrived(long sequence, ClusterEvent.Delivered delivery) {
    if (sequence < floor || sequence < next) {
      return List.of();
    }
    if (next == 0) {
      next = sequence;
    }
    held.put(sequence, delivery == null ? NOTHING : delivery);
    return ready();
  }

  /** That number will never come. */
  List<ClusterEvent.Delivered> skip(long sequence) {
    if (next != 0 && sequence >= next) {
      held.putIfAbsent(sequence, NOTHING);
    }
    return ready();
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
      if (held.pollFirstEntry().getValue() instanceof ClusterEvent.Delivered delivery) {
        ready.add(delivery);
      }
      next++;
    }
    return ready;
  }

  boolean isWaiting() {
    return !held.isEmpty();
  }

  boolean isFull() {
    return held.size() > MAX_HELD;
  }

  /** The lowest number we wait for. */
  long next() {
    return next;
  }

  /** The lowest number that waits; only while {@link #isWaiting}. */
  long firstHeld() {
    return held.firstKey();
  }
}
