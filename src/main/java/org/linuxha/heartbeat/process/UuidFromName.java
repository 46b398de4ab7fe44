package org.linuxha.heartbeat.process;

import java.util.UUID;

/**
 * {@code uuidfrom nodename}: a uuid that every daemon makes alike from a node's name (wire.md 7). The
 * C daemon draws 32 hex digits from the C library's {@code rand}, so we carry that generator.
 */
final class UuidFromName {
  private UuidFromName() {}

  /** The seed as the C daemon prints it. */
  static long seed(String name) {
    return Integer.toUnsignedLong(name.hashCode());
  }

  static UUID of(String name) {
    GlibcRandom random = new GlibcRandom(name.hashCode());
    long high = 0;
    long low = 0;
    for (int digit = 0; digit < 16; digit++) {
      high = high << 4 | random.next() & 0xf;
    }
    for (int digit = 0; digit < 16; digit++) {
      low = low << 4 | random.next() & 0xf;
    }
    return new UUID(high, low);
  }

  /** {@code srand} and {@code rand} of glibc (its TYPE_3 additive feedback generator). */
  private static final class GlibcRandom {
    private static final int DEGREE = 31;
    private static final int SEPARATION = 3;
    private static final int DISCARDED = 310;

    /** The last 31 words; {@code oldest} points at the one 31 steps back (words 31 to 33 repeat 0 to 2). */
    private final int[] words = new int[DEGREE];
    private int oldest = SEPARATION;

    GlibcRandom(int seed) {
      int word = seed == 0 ? 1 : seed;
      words[0] = word;
      for (int i = 1; i < DEGREE; i++) {
        // 16807 * word mod 2^31-1 by Schrage's method, as the C library does it
        word = 16807 * (word % 127773) - 2836 * (word / 127773);
        if (word < 0) {
          word += Integer.MAX_VALUE;
        }
        words[i] = word;
      }
      for (int i = 0; i < DISCARDED; i++) {
        next();
      }
    }

    int next() {
      int newest = words[(oldest + DEGREE - SEPARATION) % DEGREE] + words[oldest];
      words[oldest] = newest;
      oldest = (oldest + 1) % DEGREE;
      return newest >>> 1;
    }
  }
}
