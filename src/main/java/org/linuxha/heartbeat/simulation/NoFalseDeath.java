package org.linuxha.heartbeat.simulation;

import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.config.Timing;

/**
 * A node heard within its announced deadtime is never called dead (wire.md 9.4), whatever the
 * observer's own clock did. Heard means that a new status reached its socket. Time in which the
 * observer stood still does not count, but of each pause up to a keepalive and a quarter may: it can
 * notice that it was away only from the moment something was due. And a millisecond: a status that another
 * message of its sender has overtaken is no newer than that one.
 */
final class NoFalseDeath implements Witness {
  static final String NAME = "a node heard within deadtime is never dead";

  private static final long OVERTAKEN_NANOS = 1_000_000;

  private final Hearing hearing;

  NoFalseDeath(Hearing hearing) {
    this.hearing = hearing;
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeStatus status && status.status().equals("dead")) {
      judge(node, status);
    }
  }

  /** Until something is due, the tick that C-like nodes do not miss, and the jitter of timers that is nobody's absence. */
  private static long unnoticedNanos(Timing timing, Turns turns) {
    return turns.longestWaitNanos() + timing.keepalive() * 1_000_000 + Math.max(20_000_000, timing.keepalive() * 250_000);
  }

  private void judge(SimulatedNode node, ClusterEvent.NodeStatus status) {
    Hearing.Ear ear = hearing.ear(node.life(), status.node());
    Timing timing = node.setup().config().timing();
    long running = node.life().runningNanos();
    long silent = ear.lastStatusNanos < 0 ? running : running - ear.lastStatusNanos;
    long limitMillis =
        ear.lastStatusNanos >= 0 ? (ear.overtaken ? Math.min(ear.deadtimeMillis, timing.deadtime()) : ear.deadtimeMillis)
            : node.life().picture().wasActive() ? timing.deadtime() : timing.initdead();
    long worldSilent = node.world().nanos() - ear.lastStatusWorldNanos;
    long unnoticed = (node.life().pauses() - ear.pausesBefore) * unnoticedNanos(timing, node.setup().turns());
    if (Math.min(silent + unnoticed, worldSilent) < limitMillis * 1_000_000 - OVERTAKEN_NANOS) {
      throw new Violation(
          NAME, node.world().nanos(),
          node.name() + " calls " + status.node() + " dead after " + silent / 1_000_000 + " ms of "
              + limitMillis + " (" + status.reason() + ", " + status.evidence() + ")");
    }
  }
}
