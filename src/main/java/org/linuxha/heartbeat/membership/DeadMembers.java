package org.linuxha.heartbeat.membership;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.linuxha.heartbeat.cluster.Now;

/**
 * A member that died while the transition that took it in was still going on is no member yet for C when
 * its death is told, and stays one for ever afterwards (ccm.md 1.3, step 2). Whoever is stable looks again; a follower
 * does so when the view is formed, and leaves the loss of another one to its C leader as ever, for a while ({@link SilentLeader}).
 */
final class DeadMembers implements Habit {
  private final Machine machine;
  /** Whose loss was dealt with and whose state did not change since: once is enough. */
  private final Set<String> dealtWith = new HashSet<>();
  private boolean justFormed;

  DeadMembers(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void onAgreed(Now now) {
    justFormed = true;
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    dealtWith.remove(node.name);
  }

  @Override
  public void onCcmCame(CcmNode node, Now now) {
    dealtWith.remove(node.name);
  }

  @Override
  public void afterEvent(Now now) {
    if (machine.state() != CcmState.JOINED) {
      return;
    }
    boolean formed = justFormed && machine.leaderIsOfC(); // one of ours deals with it itself
    justFormed = false;
    for (String member : List.copyOf(machine.group.members())) {
      boolean ours = machine.isLeader() || member.equals(machine.group.leader());
      if ((ours || formed) && isGone(member) && machine.state() == CcmState.JOINED && dealtWith.add(member)) {
        machine.lose(new Cause(member, "was gone when the view was formed", null), now);
      }
    }
  }

  private boolean isGone(String member) {
    CcmNode node = machine.nodes.get(member);
    return !machine.isSelf(member)
        && !machine.losses.has(member)
        && (node == null || !node.isLive() || !node.mayRun());
  }
}
