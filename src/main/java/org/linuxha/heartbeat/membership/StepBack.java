package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * Members report a change to the leader, and before its list reaches them somebody begins a join round: in
 * the round they ignore the list, and the leader stands alone in a new group whose members never came, with
 * quorum, while the others agree without it. Their JOINs, of the group that was, tell: whoever took the list
 * takes it back and joins the round.
 *
 * <p>A newcomer that missed the list which took it in begins such a round too, but alone: the members are in
 * the new group already, and a C member would not come back with us. So it counts as lost, and may ask again.
 */
final class StepBack implements Habit {
  private final Machine machine;
  private final Transitions transitions;
  private Group.Former former;
  private boolean byShortPath;

  StepBack(Machine machine, Transitions transitions) {
    this.machine = machine;
    this.transitions = transitions;
  }

  @Override
  public void beforeShortPathEnds(Now now) {
    former = machine.group.snapshot();
    byShortPath = true;
  }

  @Override
  public void onAgreed(Now now) {
    if (!byShortPath) {
      former = null;
    }
    byShortPath = false;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    boolean oldRound =
        former != null
            && message instanceof CcmMessage.Join join
            && join.stamp().cookie().equals(former.cookie())
            && join.major() == former.major()
            && machine.state().isInCluster()
            && machine.group.has(heard.from());
    if (!oldRound) {
      return false;
    }
    if (isNewcomer(heard.from()) && !isNewcomer(machine.self())) {
      machine.loseLiving(heard.from(), "missed the list that took it in", heard.now());
      return true;
    }
    machine.group.comeBackTo(former);
    former = null;
    transitions.followRound((CcmMessage.Join) message, heard);
    return true;
  }

  private boolean isNewcomer(String node) {
    return !former.uptimes().containsKey(node);
  }
}
