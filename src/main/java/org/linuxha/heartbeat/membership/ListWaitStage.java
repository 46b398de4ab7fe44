package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/** Waiting for the leader's MEM_LIST: as a member, or as the node to be taken in. */
abstract class ListWaitStage extends ClusterStage {

  private final MemberLists lists;

  ListWaitStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
    lists = new MemberLists(machine, transitions);
  }

  /** The leader's list leaves us out. */
  abstract void leftOut(CcmMessage.MemList message, Heard heard);

  /** The list is ours from now on. */
  abstract void beforeTaking(CcmMessage.MemList message);

  @Override
  void enter(String reason, Now now) {
    machine.patience(now.nanos(), machine.config.updateNanos());
  }

  @Override
  public void onMemList(CcmMessage.MemList message, Heard heard) {
    List<String> members = lists.check(message, heard);
    if (members == null) {
      return;
    }
    if (members.contains(machine.self())) {
      beforeTaking(message);
      lists.take(message, members, heard);
    } else {
      leftOut(message, heard);
    }
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    if (node.equals(machine.group.leader())) {
      transitions.newRound("leader " + node + " " + why, now);
    }
  }

  @Override
  public void onTimeout(Now now) {
    transitions.newRound("no member list came in time", now);
  }
}
