package org.linuxha.heartbeat.bus;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late a loop's timers were, as a histogram since the start. One thread writes, any may read;
 * nobody waits.
 */
public final class Lateness {
  private static final long[] BOUNDS_MICROS = {
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MICROS.length + 1);
  private final AtomicLong sumNanos = new AtomicLong();

  /**
   * @param boundsMicros upper bounds, inclusive
   * @param counts for each bound how many were above the one before and not above it; and last, how many
   *     were above all
   * @param sumNanos of all of them
   */
  public record Snapshot(long[] boundsMicros, long[] counts, long sumNanos) {}

  /** A timer was that late; negative counts as not at all. */
  public void record(long lateNanos) {
    long late = Math.max(0, lateNanos);
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && late > BOUNDS_MICROS[bucket] * 1_000) {
      bucket++;
    }
    counts.lazySet(bucket, counts.get(bucket) + 1);
    sumNanos.lazySet(sumNanos.get() + late);
  }

  public Snapshot snapshot() {
    long[] now = new long[counts.length()];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts.get(i);
    }
    return new Snapshot(BOUNDS_MICROS.clone(), now, sumNanos.get());
  }
}
