package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;

/**
 * After the last fault everybody is active for everybody within {@link #boundNanos}, and it stays so.
 */
final class Settles implements Witness {
  static final String NAME = "after the last fault everybody is active for everybody";

  private long dueNanos = Long.MAX_VALUE;
  private boolean changed;

  /**
   * The bound: a start takes two keepalives to be heard and to hear, one question to a node that may
   * itself be asking, repeated every second, and C-like nodes wait a tick for everything.
   */
  static long boundNanos(Simulation world) {
    long bound = 0;
    for (SimulatedNode node : world.nodes()) {
      long keepalive = node.setup().config().timing().keepalive() * 1_000_000;
      bound = Math.max(bound, 4 * keepalive + 6 * node.setup().turns().longestWaitNanos());
    }
    return bound + 3_000_000_000L;
  }

  @Override
  public void calmed(Simulation world) {
    dueNanos = world.nanos() + boundNanos(world);
    changed = true;
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    changed = true;
    if (node.world().nanos() >= dueNanos
        && event instanceof ClusterEvent.NodeStatus status
        && !isLeaving(node.world().node(status.node()))) {
      throw new Violation(NAME, node.world().nanos(), node.name() + " changes its mind: " + Describe.event(event));
    }
  }

  @Override
  public void afterEvent(Simulation world) {
    if (world.nanos() < dueNanos || !changed) {
      return;
    }
    changed = false;
    for (SimulatedNode observer : world.nodes()) {
      if (observer.isUp()) {
        for (SimulatedNode other : world.nodes()) {
          judge(world, observer, other);
        }
      }
    }
  }

  private static boolean isLeaving(SimulatedNode node) {
    return !node.isUp() || node.life().isLeaving();
  }

  private void judge(Simulation world, SimulatedNode observer, SimulatedNode other) {
    Picture picture = observer.life().picture();
    String status = picture.statusOf(other.name());
    if (!isLeaving(observer) && !isLeaving(other) && (picture.state() != LocalState.ACTIVE || !"active".equals(status))) {
      throw new Violation(
          NAME, world.nanos(),
          observer.name() + " is " + picture.state() + " and says " + other.name() + " is " + status);
    }
  }
}
