package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * P4: a member that restarts faster than deadtime is never declared dead, and C goes on believing in the
 * member of old; if it was the leader, for ever (ccm.md 8.9). Its own signs of a new life count as its
 * loss, before anything else is made of them.
 */
final class QuickRestart implements Habit {
  private final Machine machine;

  QuickRestart(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    if (CcmNode.isRestart(previous, node.status())) {
      lostUnlessOutside(node.name, "restarted within its deadtime", now);
    }
  }

  @Override
  public void onCcmCame(CcmNode node, Now now) {
    lostUnlessOutside(node.name, "restarted its CCM", now);
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (message instanceof CcmMessage.ProtoVersion) {
      lostUnlessOutside(heard.from(), "asks who leads although it is a member", heard.now());
    }
    return false;
  }

  private void lostUnlessOutside(String node, String what, Now now) {
    if (machine.state().isInCluster() && machine.group.has(node) && !machine.isSelf(node)) {
      machine.loseLiving(node, what, now);
    }
  }
}
