package org.linuxha.heartbeat.simulation;

import java.util.random.RandomGenerator;

/**
 * SplitMix64 with every draw spelled out here, so that a seed means the same on every JVM: the JDK
 * promises the numbers of its own generators for no later version.
 */
public final class SeededRandom implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SeededRandom(long seed) {
    state = seed;
  }

  /** An independent stream for one purpose: draws for one purpose do not shift those for another. */
  public SeededRandom stream(String purpose) {
    return new SeededRandom(mix(state ^ mix(purpose.hashCode() * GOLDEN_GAMMA)));
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long value) {
    value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    value = (value ^ (value >>> 27)) * 0x94D049BB133111EBL;
    return value ^ (value >>> 31);
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  @Override
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  /** Uniform enough for bounds far below 2^63; the bias is not worth a loop. */
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    return (nextLong() >>> 1) % bound;
  }

  @Override
  public long nextLong(long origin, long bound) {
    return origin + nextLong(bound - origin);
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  /** True with that probability, 0 to 1. Draws nothing when there is nothing to decide. */
  public boolean chance(double probability) {
    return probability > 0 && nextDouble() < probability;
  }

  /** Exponentially distributed with that mean: the time to the next of many independent happenings. */
  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - nextDouble());
  }

  /** One of these, each as likely. */
  @SafeVarargs
  public final <T> T pick(T... choices) {
    return choices[nextInt(choices.length)];
  }
}
