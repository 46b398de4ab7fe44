package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.config.Timing;

/**
 * A node of which nothing came for its announced deadtime plus one keepalive of the observer's running
 * time is dead for it (wire.md 9.4); before communication is up initdead counts instead.
 */
final class DeathInTime implements Witness {
  static final String NAME = "a silent node is dead in time";

  private final Hearing hearing;
  private long nextLookNanos;

  DeathInTime(Hearing hearing) {
    this.hearing = hearing;
  }

  @Override
  public void started(SimulatedNode node) {
    nextLookNanos = 0;
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.LocalStatus local) {
      nextLookNanos = 0;
      if (local.state() == LocalState.ACTIVE) {
        hearing.ear(node.life(), node.name()).activeSinceNanos = node.life().runningNanos();
      }
    } else if (event instanceof ClusterEvent.NodeStatus) {
      nextLookNanos = 0;
    }
  }

  /** Looks at every pair, but not before the rule can be broken at all: nobody's time is up sooner. */
  @Override
  public void afterEvent(Simulation world) {
    if (world.nanos() < nextLookNanos) {
      return;
    }
    long soonest = Long.MAX_VALUE;
    for (SimulatedNode observer : world.nodes()) {
      soonest = Math.min(soonest, observer.setup().config().timing().deadtime() * 1_000_000);
      for (SimulatedNode other : world.nodes()) {
        if (other != observer && observer.isUp()) {
          soonest = Math.min(soonest, judge(world, observer, other.name()));
        }
      }
    }
    nextLookNanos = world.nanos() + soonest;
  }

  /** How much longer that observer may say that the other is alive if it hears nothing. */
  private long judge(Simulation world, SimulatedNode observer, String other) {
    Picture picture = observer.life().picture();
    String status = picture.statusOf(other);
    if (status == null || status.equals("dead") || picture.state().compareTo(LocalState.ACTIVE) > 0) {
      return Long.MAX_VALUE;
    }
    Hearing.Ear ear = hearing.ear(observer.life(), other);
    Timing timing = observer.setup().config().timing();
    long since = Math.max(0, ear.lastPacketNanos);
    long limitMillis =
        ear.lastPacketNanos < 0 ? timing.initdead() : Math.max(timing.deadtime(), ear.largestDeadtimeMillis);
    if (picture.state() == LocalState.ACTIVE) {
      long activeSince = hearing.ear(observer.life(), observer.name()).activeSinceNanos;
      since = Math.max(since, activeSince - limitMillis * 1_000_000);
    } else {
      limitMillis = Math.max(limitMillis, timing.initdead());
    }
    long silentNanos = observer.life().runningNanos() - since;
    // whoever lives by ticks cannot tell a pause from the wait for the tick before it
    int waits = 1 + observer.life().pauses() - ear.pausesBeforePacket;
    long graceNanos = timing.keepalive() * 1_000_000 + waits * observer.setup().turns().longestWaitNanos();
    long leftNanos = limitMillis * 1_000_000 + graceNanos - silentNanos;
    if (leftNanos < 0 && observer.life().state() == DaemonLife.State.RUNNING) {
      throw new Violation(
          NAME, world.nanos(),
          observer.name() + " still says " + other + " is " + status + " after " + silentNanos / 1_000_000
              + " ms of " + limitMillis);
    }
    return Math.max(1, leftNanos);
  }
}
