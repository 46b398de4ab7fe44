package org.linuxha.heartbeat.simulation;

/**
 * A distribution of durations, as data: {@code fixed:200us}, {@code uniform:1ms..5ms},
 * {@code exponential:2ms..50ms} (mean and cap).
 *
 * @param lowNanos fixed: the value; uniform: the least; exponential: the mean
 * @param highNanos the most
 */
public record Delay(Shape shape, long lowNanos, long highNanos) {

  /** The form of the distribution. */
  public enum Shape {
    FIXED,
    UNIFORM,
    /** Many short, few long: a busy network. */
    EXPONENTIAL
  }

  public Delay {
    if (lowNanos < 0 || highNanos < lowNanos) {
      throw new IllegalArgumentException("a delay needs 0 <= low <= high: " + lowNanos + ", " + highNanos);
    }
  }

  public static Delay fixed(long nanos) {
    return new Delay(Shape.FIXED, nanos, nanos);
  }

  public static Delay uniform(long lowNanos, long highNanos) {
    return new Delay(Shape.UNIFORM, lowNanos, highNanos);
  }

  public static Delay exponential(long meanNanos, long highNanos) {
    return new Delay(Shape.EXPONENTIAL, meanNanos, highNanos);
  }

  long draw(SeededRandom random) {
    return switch (shape) {
      case FIXED -> lowNanos;
      case UNIFORM -> random.nextLong(lowNanos, highNanos + 1);
      case EXPONENTIAL -> Math.min(highNanos, (long) random.exponential(lowNanos));
    };
  }

  /** Reads the text form. */
  static Delay parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return fixed(Durations.parse(text));
    }
    Shape shape;
    try {
      shape = Shape.valueOf(text.substring(0, colon).toUpperCase(java.util.Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' names no delay: fixed:T, uniform:T..T or exponential:MEAN..MAX are known");
    }
    String[] ends = text.substring(colon + 1).split("\\.\\.", 2);
    long low = Durations.parse(ends[0]);
    return new Delay(shape, low, ends.length == 1 ? low : Durations.parse(ends[1]));
  }

  @Override
  public String toString() {
    String low = shape.name().toLowerCase(java.util.Locale.ROOT) + ":" + Durations.format(lowNanos);
    return shape == Shape.FIXED ? low : low + ".." + Durations.format(highNanos);
  }
}
