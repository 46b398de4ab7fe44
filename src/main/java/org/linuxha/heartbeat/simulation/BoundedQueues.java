package org.linuxha.heartbeat.simulation;

/** What waits stays bounded: a daemon's timers, and what a world has planned in all. */
final class BoundedQueues implements Witness {
  static final String NAME = "queues are bounded";

  /** A request for each of 500 missing numbers a peer (wire.md 6.3), and what else a daemon waits for. */
  private static final int TIMERS_A_PEER = 600;

  @Override
  public void afterEvent(Simulation world) {
    int limit = TIMERS_A_PEER * world.nodes().size();
    for (SimulatedNode node : world.nodes()) {
      if (node.isUp() && node.life().timersWaiting() > limit) {
        throw new Violation(
            NAME, world.nanos(), node.name() + " waits for " + node.life().timersWaiting() + " timers");
      }
    }
  }
}
