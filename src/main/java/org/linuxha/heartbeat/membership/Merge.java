package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/** Leaving a group to meet with another one, and losing the group (ccm.md 2.3, 4.5). */
final class Merge {
  private final Machine machine;

  Merge(Machine machine) {
    this.machine = machine;
  }

  /** A node that was dead for us is in a group of its own. */
  void check(CcmMessage.StateInfo message, Heard heard) {
    CcmState its = CcmState.ofWireName(message.state());
    if (its != null && its.isInCluster()) {
      restart(heard.from() + " came back with a group of its own", heard.now());
    }
  }

  /** Once a merge: alone we forget everything; a larger group keeps its number, and all of it asks who leads. */
  void restart(String reason, Now now) {
    if (machine.state() == CcmState.VERSION_REQUEST || !machine.group.converged()) {
      return;
    }
    machine.group.converged(false);
    // of a group that we leave before clients were told of it
    machine.views.forgetHeld();
    if (machine.group.size() == 1 && machine.group.has(machine.self())) {
      machine.habits().forEach(habit -> habit.onGathering(now));
      forget(reason, now);
      return;
    }
    machine.views.because(new Cause(machine.self(), "merges: " + reason, null));
    machine.habits().forEach(habit -> habit.onGathering(now));
    machine.nodes.clearRequests();
    machine.group.leader(null);
    machine.sendToAll(new CcmMessage.Restart(machine.group.major(), machine.nodes.count()));
    machine.become(CcmState.NONE, reason, now);
    ((NoneStage) machine.stage()).ask(now);
  }

  /** We belong to no group any more: the others go on without us. */
  void reset(String reason, Now now) {
    if (machine.group.joined() != 0) {
      machine.views.evicted(reason, now);
    }
    forget(reason, now);
  }

  private void forget(String reason, Now now) {
    machine.views.forgetHeld();
    machine.losses.clear();
    machine.group.reset(machine.conduct.majorAfterReset(machine.group.major()));
    machine.round.reset();
    machine.nodes.clearRequests();
    machine.version.restart(now.nanos());
    machine.change = null;
    machine.become(CcmState.NONE, reason, now);
  }
}
