package org.linuxha.heartbeat.simulation;

import java.util.List;
import org.linuxha.heartbeat.membership.MembershipEvent;

/**
 * While a fault stands, those who hear each other and nobody else agree on being exactly themselves within
 * {@link Bounds#sidesNanos}, and it stays so.
 */
final class SidesAgree implements Witness {
  static final String NAME = "while a fault stands every mutually connected side agrees";

  private List<Side> sides = List.of();
  private final Settling settling = new Settling(() -> sides);

  Settling settling() {
    return settling;
  }

  @Override
  public void standing(Simulation world) {
    sides = Side.of(world).stream().filter(side -> side.complete() && side.alone()).toList();
    settling.begin(world);
  }

  @Override
  public void calmed(Simulation world) {
    settling.end();
  }

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    settling.touch(node.world());
  }

  @Override
  public void afterEvent(Simulation world) {
    Side late = settling.isOn() ? settling.look(world, Bounds.sidesNanos(world)) : null;
    if (late != null) {
      throw new Violation(NAME, world.nanos(), late.names() + " do not agree: " + late.describe());
    }
  }
}
