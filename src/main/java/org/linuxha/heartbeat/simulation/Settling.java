package org.linuxha.heartbeat.simulation;

import java.util.List;
import java.util.function.Supplier;

/** The way of some sides from a moment on to an agreement each, and how long it took. */
final class Settling {
  private final Supplier<List<Side>> sides;
  private long beganNanos = -1;
  private long agreedNanos = -1;
  private long quietNanos;
  private boolean changed;

  Settling(Supplier<List<Side>> sides) {
    this.sides = sides;
  }

  void begin(Simulation world) {
    beganNanos = world.nanos();
    agreedNanos = -1;
    touch(world);
  }

  void end() {
    beganNanos = -1;
  }

  boolean isOn() {
    return beganNanos >= 0;
  }

  /** Something may have changed. */
  void touch(Simulation world) {
    changed = true;
    quietNanos = world.nanos();
  }

  /** How long it took, or -1 if they do not agree. */
  long tookNanos() {
    return agreedNanos < 0 ? -1 : agreedNanos - beganNanos;
  }

  /** Whether they have agreed for so long, or a defect of C keeps them from it and nothing moves any more. */
  boolean isDone(Simulation world, long forNanos) {
    return agreedNanos >= 0 && world.nanos() - agreedNanos >= forNanos
        || world.nanos() - quietNanos >= Bounds.stillNanos(world) && agreedNanos < 0 && inexcusable() == null;
  }

  /** Looks after an event; the side that should have agreed by now, or null. */
  Side look(Simulation world, long limitNanos) {
    if (changed) {
      changed = false;
      boolean agreed = sides.get().stream().allMatch(side -> side.disagreement() == null);
      agreedNanos = !agreed ? -1 : agreedNanos < 0 ? world.nanos() : agreedNanos;
    }
    boolean late = agreedNanos < 0 && world.nanos() - beganNanos > limitNanos;
    return late ? inexcusable() : null;
  }

  private Side inexcusable() {
    return sides.get().stream()
        .filter(side -> side.disagreement() != null && !CDefect.excused(side))
        .findFirst()
        .orElse(null);
  }
}
