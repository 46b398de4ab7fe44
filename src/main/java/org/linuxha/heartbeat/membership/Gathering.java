package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * P8: in a merge the whole cluster dissolves and the new leader stands alone for a moment, as it does when
 * all nodes start together; C tells its clients of a membership of one without quorum although nobody
 * died (ccm.md 8.2, 8.6). We hold such views back until every live node with a CCM is in, or the update
 * time is over. If after twice that time there is no new group yet, clients learn that the old view is void.
 */
final class Gathering implements Habit {
  private final Machine machine;
  private boolean gathering;
  private long endNanos;
  private long token;
  private long doubtToken;
  private long doubtNanos;

  Gathering(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void onGathering(Now now) {
    gathering = true;
    token = 0;
    doubtNanos = now.nanos() + 2 * machine.config.updateNanos();
    doubtToken = machine.schedule(CcmTimer.Kind.HABIT, doubtNanos);
  }

  /** Nobody took us in: the old view must not count for longer while others may agree without us. */
  @Override
  public void onTimer(long due, Now now) {
    if (due == doubtToken && machine.state() != CcmState.JOINED) {
      machine.views.inFlux("no new group has formed yet", now);
    }
  }

  @Override
  public void onAgreed(Now now) {
    if (gathering && token == 0) {
      endNanos = now.nanos() + machine.config.updateNanos();
      token = machine.schedule(CcmTimer.Kind.HABIT, endNanos);
    }
  }

  /** A join round in the merge is a step of it: until the time of doubt the old view counts as before. */
  @Override
  public boolean hidesFlux(Now now) {
    return gathering && now.nanos() - doubtNanos < 0;
  }

  @Override
  public String holdsView(Now now) {
    if (!gathering || token == 0) {
      return null;
    }
    boolean complete =
        machine.nodes.live().stream()
            .allMatch(node -> machine.group.has(node.name) || !node.mayRun());
    if (complete || now.nanos() - endNanos >= 0 && machine.state() == CcmState.JOINED) {
      gathering = false;
      token = 0;
      return null;
    }
    return "not everybody is in yet";
  }
}
