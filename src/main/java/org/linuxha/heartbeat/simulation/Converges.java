package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.membership.MembershipEvent;

/**
 * After the last fault everybody agrees on everybody within {@link Bounds#convergenceNanos}, and it stays
 * so. When somebody leaves after that, the others agree on themselves within the same time.
 */
final class Converges implements Witness {
  static final String NAME = "after the last fault all members agree";

  private Simulation world;
  private final Settling settling = new Settling(() -> Side.of(world));

  Settling settling() {
    return settling;
  }

  @Override
  public void calmed(Simulation calmWorld) {
    world = calmWorld;
    settling.begin(world);
  }

  @Override
  public void standing(Simulation unused) {
    settling.end();
  }

  @Override
  public void stopOrdered(SimulatedNode node) {
    if (settling.isOn()) {
      settling.begin(world);
    }
  }

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    settling.touch(node.world());
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    settling.touch(node.world());
  }

  @Override
  public void afterEvent(Simulation unused) {
    Side late = settling.isOn() ? settling.look(world, Bounds.convergenceNanos(world)) : null;
    if (late != null) {
      throw new Violation(NAME, world.nanos(), "no agreement: " + late.describe());
    }
  }
}
