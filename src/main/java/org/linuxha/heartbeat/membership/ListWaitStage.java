package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/** Waiting for the leader's MEM_LIST: as a member, or as the node to be taken in. */
abstract class ListWaitStage extends ClusterStage {

  ListWaitStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
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
    Group group = machine.group;
    if (message.major() != group.major() || message.stamp().minor() != group.minor()) {
      machine.problem(
          Code.LIST_REFUSED,
          "The member list of " + heard.from() + " is of another transition ("
              + message.major() + "." + message.stamp().minor() + ", ours is " + group.major() + "." + group.minor() + ").");
      return;
    }
    List<String> members = machine.nodes.names(message.members());
    if (members == null || members.size() != message.uptimes().size()) {
      machine.problem(
          Code.LIST_REFUSED,
          "The member list of " + heard.from() + " names a node that we do not know, or not one uptime a member.");
      return;
    }
    if (members.contains(machine.self())) {
      take(message, members, heard);
    } else {
      leftOut(message, heard);
    }
  }

  private void take(CcmMessage.MemList message, List<String> members, Heard heard) {
    Map<String, Integer> uptimes = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      uptimes.put(members.get(i), message.uptimes().get(i));
    }
    beforeTaking(message);
    String how = "leader " + heard.from() + " sent the member list";
    transitions.complete(
        message.major() + 1, message.newCookie(), heard.from(), uptimes, message.quorum(), how, heard.now());
    machine.become(CcmState.JOINED, how, heard.now());
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    if (node.equals(machine.group.leader())) {
      transitions.newRound("leader " + node + " is lost: " + why, now);
    }
  }

  @Override
  public void onTimeout(Now now) {
    transitions.newRound("no member list came in time", now);
  }
}
