package org.linuxha.heartbeat.simulation;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** The story of a world, a line a happening: moment, who, what. Same seed, same bytes. */
public final class Trace {
  /** Keeps nothing and costs nothing. */
  public static final Trace NONE = new Trace(null);

  private final Consumer<String> lines;

  private Trace(Consumer<String> lines) {
    this.lines = lines;
  }

  /** A trace that hands every line, without newline, to that consumer. */
  public static Trace to(Consumer<String> lines) {
    return new Trace(lines);
  }

  void line(long nanos, String who, Supplier<String> what) {
    if (lines != null) {
      lines.accept(Durations.moment(nanos) + " " + who + " " + what.get());
    }
  }
}
