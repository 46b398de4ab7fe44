package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * Whoever was stopped for longer than the others wait for reports may have been left out meanwhile, without
 * having been dead. What is in its queue is old: a leader would complete a change that the others gave up,
 * and stand beside them with quorum. So it asks everybody first, in a join round.
 */
final class LongAbsence implements Habit {
  private final Machine machine;
  private final Transitions transitions;

  LongAbsence(Machine machine, Transitions transitions) {
    this.machine = machine;
    this.transitions = transitions;
  }

  @Override
  public void onAway(long missedNanos, Now now) {
    boolean agreed = machine.state() == CcmState.JOINED || machine.state() == CcmState.WAIT_FOR_CHANGE;
    if (agreed && machine.group.size() > 1 && missedNanos >= machine.config.updateNanos()) {
      String what = "was away for " + missedNanos / 1_000_000 + " ms";
      machine.views.because(new Cause(machine.self(), what, null));
      transitions.newRound("we were away for " + missedNanos / 1_000_000 + " ms: the others may have gone on", now);
    }
  }
}
