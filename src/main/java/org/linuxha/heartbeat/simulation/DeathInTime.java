package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;

/**
 * A node of which nothing came for its announced deadtime plus one keepalive of the observer's running
 * time is dead for it (wire.md 9.4); before communication is up initdead counts instead.
 */
final class DeathInTime implements Witness {
  static final String NAME = "a silent node is dead in time";

  private final Hearing hearing;

  DeathInTime(Hearing hearing) {
    this.hearing = hearing;
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.LocalStatus local && local.state() == LocalState.ACTIVE) {
      hearing.ear(node.life(), node.name()).activeSinceNanos = node.life().runningNanos();
    }
  }

  @Override
  public void afterEvent(Simulation world) {
    for (SimulatedNode observer : world.nodes()) {
      if (observer.isUp() && observer.life().state() == DaemonLife.State.RUNNING) {
        for (SimulatedNode other : world.nodes()) {
          if (other != observer) {
            judge(world, observer, other.name());
          }
        }
      }
    }
  }

  private void judge(Simulation world, SimulatedNode observer, String other) {
    Picture picture = observer.life().picture();
    String status = picture.statusOf(other);
    if (status == null || status.equals("dead") || picture.state().compareTo(LocalState.ACTIVE) > 0) {
      return;
    }
    Hearing.Ear ear = hearing.ear(observer.life(), other);
    long running = observer.life().runningNanos();
    var timing = observer.setup().config().timing();
    long since = Math.max(0, ear.lastPacketNanos);
    long limitMillis =
        ear.lastPacketNanos < 0 ? timing.initdead() : Math.max(timing.deadtime(), ear.largestDeadtimeMillis);
    if (picture.state() == LocalState.ACTIVE) {
      since = Math.max(since, hearing.ear(observer.life(), observer.name()).activeSinceNanos - limitMillis * 1_000_000);
    } else {
      limitMillis = Math.max(limitMillis, timing.initdead());
    }
    long graceNanos = timing.keepalive() * 1_000_000 + observer.setup().turns().longestWaitNanos();
    if (running - since > limitMillis * 1_000_000 + graceNanos) {
      throw new Violation(
          NAME, world.nanos(),
          observer.name() + " still says " + other + " is " + status + " after "
              + (running - since) / 1_000_000 + " ms of " + limitMillis);
    }
  }
}
