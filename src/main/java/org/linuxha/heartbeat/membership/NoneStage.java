package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/** Nothing is known: whatever happens next, ask who leads (ccm.md 4.1). {@link Ccm} calls {@link #ask} before each event. */
final class NoneStage extends Stage {

  NoneStage(Machine machine) {
    super(machine);
  }

  @Override
  void enter(String reason, Now now) {
    machine.patienceUntil(machine.conduct.askNanos(machine.version.notBeforeNanos(), now));
  }

  void ask(Now now) {
    machine.sendToAll(machine.question());
    machine.become(CcmState.VERSION_REQUEST, "asked who leads", now);
  }
}
