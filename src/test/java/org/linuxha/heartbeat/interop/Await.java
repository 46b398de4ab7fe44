package org.linuxha.heartbeat.interop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for a condition, with a bound and with an explanation when it does not come. */
final class Await {

  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  /** Something that becomes true. An exception counts as "not yet" and is shown at the end. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @return how long it took
   */
  static Duration that(
      String what, Duration limit, Condition condition, Supplier<String> explanation) {
    long start = System.nanoTime();
    Throwable last = null;
    do {
      try {
        if (condition.holds()) {
          return Duration.ofNanos(System.nanoTime() - start);
        }
        last = null;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() - start < limit.toNanos());
    throw new AssertionError(
        "after " + limit.toMillis() + " ms still not so: " + what + "\n" + explanation.get(), last);
  }

  /** Fails as soon as the condition does not hold, and returns when it held all the time. */
  static void throughout(
      String what, Duration time, Condition condition, Supplier<String> explanation)
      throws Exception {
    long start = System.nanoTime();
    do {
      if (!condition.holds()) {
        throw new AssertionError(
            "after " + (System.nanoTime() - start) / 1_000_000 + " ms no longer so: " + what
                + "\n" + explanation.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() - start < time.toNanos());
  }
}
