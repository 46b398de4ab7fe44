package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/**
 * P11: a round whose candidate never asks lasts for ever in C (ccm.md 10.6). After three times the update
 * time we begin the next one, and that candidate has no part in it for us.
 */
final class StuckRound implements Habit {
  private static final int PATIENCE_KEEPALIVES = 15;

  private final Machine machine;
  private final Transitions transitions;
  private long token;

  StuckRound(Machine machine, Transitions transitions) {
    this.machine = machine;
    this.transitions = transitions;
  }

  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    token = to == CcmState.JOINING ? schedule(now) : 0;
  }

  private long schedule(Now now) {
    return machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(PATIENCE_KEEPALIVES));
  }

  @Override
  public void onTimer(long due, Now now) {
    if (due != token) {
      return;
    }
    String candidate = machine.round.candidate();
    if (candidate == null || machine.isSelf(candidate)) {
      token = schedule(now); // another candidate may join yet, and never ask
      return;
    }
    machine.problem(
        Code.CANDIDATE_SILENT, "Candidate " + candidate + " never asked whom we heard; the next join round goes without it.");
    machine.round.barNext(candidate);
    transitions.newRound("candidate " + candidate + " is silent", now);
  }
}
