package org.linuxha.heartbeat.simulation;

/** Durations as people write them: {@code 1.5s}, {@code 200ms}, {@code 50us}, {@code 2min}; inside, nanoseconds. */
final class Durations {
  private static final String[] UNITS = {"min", "s", "ms", "us", "ns"};
  private static final long[] NANOS = {60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};

  private Durations() {}

  static long parse(String text) {
    String word = text.strip();
    int digits = 0;
    while (digits < word.length()
        && (Character.isDigit(word.charAt(digits)) || word.charAt(digits) == '.')) {
      digits++;
    }
    String unit = word.substring(digits).strip();
    for (int i = 0; i < UNITS.length; i++) {
      if (unit.equals(UNITS[i]) && digits > 0) {
        return new java.math.BigDecimal(word.substring(0, digits))
            .multiply(java.math.BigDecimal.valueOf(NANOS[i]))
            .longValue();
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no duration: write a number and its unit, as in 1.5s, 200ms, 50us, 2min");
  }

  /** The shortest exact text. */
  static String format(long nanos) {
    for (int i = 1; i < UNITS.length; i++) {
      if (nanos % NANOS[i] == 0) {
        return nanos / NANOS[i] + UNITS[i];
      }
    }
    throw new AssertionError("every whole number of nanoseconds is one of nanoseconds");
  }

  /** A moment of virtual time for traces: seconds with six decimals. */
  static String moment(long nanos) {
    long micros = nanos / 1_000;
    String fraction = Long.toString(1_000_000 + micros % 1_000_000).substring(1);
    return micros / 1_000_000 + "." + fraction;
  }
}
