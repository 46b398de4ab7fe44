package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * When two groups meet, a leader may answer who asks and leave its own group a moment later to merge; the list that
 * was asked for will never come, and C waits five keepalives for it, then tries a round alone (ccm.md 4.5). Its own
 * RESTART, or its question who leads, says so: we ask again at once. What it sent before its answer came before it.
 */
final class LeaderGone implements Habit {
  private final Machine machine;

  LeaderGone(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (isWaitedFor(heard.from()) && (message instanceof CcmMessage.Restart || message instanceof CcmMessage.ProtoVersion)) {
      askAgain(heard.now());
    }
    return false;
  }

  private boolean isWaitedFor(String node) {
    return machine.state() == CcmState.NEW_NODE_WAIT_FOR_MEM_LIST && node.equals(machine.version.leader());
  }

  private void askAgain(Now now) {
    machine.askAgain("leader " + machine.version.leader() + " left its group before it took us in", now);
    machine.wakeUp(now);
  }
}
