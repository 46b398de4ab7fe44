package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;

/** A daemon that is told to stop is gone within a bound of its running time: initdead if it had not joined yet (wire.md 9.7). */
final class StopsInTime implements Witness {
  static final String NAME = "an orderly stop ends";
  private static final long GRACE_MILLIS = 5_000;

  private final Map<DaemonLife, Long> orderedNanos = new HashMap<>();

  @Override
  public void stopOrdered(SimulatedNode node) {
    orderedNanos.putIfAbsent(node.life(), node.life().runningNanos());
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    orderedNanos.remove(node.life());
  }

  @Override
  public void afterEvent(Simulation world) {
    if (orderedNanos.isEmpty()) {
      return;
    }
    for (SimulatedNode node : world.nodes()) {
      Long ordered = node.isUp() ? orderedNanos.get(node.life()) : null;
      long limit = (node.setup().config().timing().initdead() + GRACE_MILLIS) * 1_000_000;
      if (ordered != null && node.life().runningNanos() - ordered > limit) {
        throw new Violation(
            NAME, world.nanos(),
            node.name() + " was told to stop " + (node.life().runningNanos() - ordered) / 1_000_000
                + " ms ago and is " + node.life().picture().state());
      }
    }
  }
}
