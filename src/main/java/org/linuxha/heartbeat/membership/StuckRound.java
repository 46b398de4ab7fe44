package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/**
 * P11: a round whose candidate never asks lasts for ever in C (ccm.md 10.6). After three times the update
 * time we begin the next one, and that candidate has no part in it for us. One of C asks at its next tick of a second
 * after the update time, or the one after that, which is later if keepalive is short.
 */
final class StuckRound implements Habit {
  private static final int PATIENCE_KEEPALIVES = 15;

  private static final long C_TICKS_NANOS = 2_000_000_000L;

  private final Machine machine;
  private final Transitions transitions;
  private long token;
  private long enteredNanos;

  StuckRound(Machine machine, Transitions transitions) {
    this.machine = machine;
    this.transitions = transitions;
  }

  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    token = 0;
    if (to == CcmState.JOINING) {
      enteredNanos = now.nanos();
      token = schedule(now);
    }
  }

  private long schedule(Now now) {
    return machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(PATIENCE_KEEPALIVES));
  }

  /** Until when that candidate may ask. */
  private long patienceNanos(String candidate) {
    CcmNode node = machine.nodes.get(candidate);
    boolean ours = node != null && node.takesEarlyAnswers();
    return enteredNanos + Math.max(machine.config.times(PATIENCE_KEEPALIVES), ours ? 0 : machine.config.updateNanos() + C_TICKS_NANOS);
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
    long untilNanos = patienceNanos(candidate);
    if (now.nanos() - untilNanos < 0) {
      token = machine.schedule(CcmTimer.Kind.HABIT, untilNanos);
      return;
    }
    machine.problem(
        Code.CANDIDATE_SILENT, "Candidate " + candidate + " never asked whom we heard; the next join round goes without it.");
    machine.round.barNext(candidate);
    transitions.newRound("candidate " + candidate + " is silent", now);
  }
}
