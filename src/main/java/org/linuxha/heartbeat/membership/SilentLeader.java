package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/**
 * P10: C's followers leave the loss of another follower to the leader, without limit: if the leader's CCM
 * is stopped nothing happens at all (ccm.md 8.11). After twice the update time we begin a round ourselves;
 * everybody follows, and a silent leader has no part in it.
 */
final class SilentLeader implements Habit {
  private static final int PATIENCE_KEEPALIVES = 10;

  private final Machine machine;
  private final Transitions transitions;
  private final VainRounds vainRounds;
  private String lost;
  private long token;

  SilentLeader(Machine machine, Transitions transitions, VainRounds vainRounds) {
    this.machine = machine;
    this.transitions = transitions;
    this.vainRounds = vainRounds;
  }

  @Override
  public void onLoss(String node, Now now) {
    if (token == 0 && machine.state() == CcmState.JOINED && !machine.isLeader() && machine.group.has(node)) {
      lost = node;
      token = machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(PATIENCE_KEEPALIVES));
    }
  }

  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    token = 0;
  }

  @Override
  public void onTimer(long due, Now now) {
    if (due != token) {
      return;
    }
    token = 0;
    CcmNode node = machine.nodes.get(lost);
    boolean stillLost = node == null || !node.isLive() || !node.mayRun() || node.isOutside();
    if (machine.state() == CcmState.JOINED && machine.group.has(lost) && stillLost && !vainRounds.standsAside("ours about " + lost, now)) {
      machine.problem(
          Code.LEADER_SILENT,
          "Leader " + machine.group.leader() + " does nothing about the loss of " + lost + "; we begin a join round.");
      transitions.newRound("leader " + machine.group.leader() + " does nothing about the loss of " + lost, now);
    }
  }
}
