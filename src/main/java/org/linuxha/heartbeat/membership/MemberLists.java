package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.problem.Code;

/** Checking and taking over a leader's MEM_LIST (ccm.md 4.2). */
final class MemberLists {
  private final Machine machine;
  private final Transitions transitions;

  MemberLists(Machine machine, Transitions transitions) {
    this.machine = machine;
    this.transitions = transitions;
  }

  /** The members in order of their indices, or null if the list does not fit our place; then that was said. */
  List<String> check(CcmMessage.MemList message, Heard heard) {
    Group group = machine.group;
    if (message.major() != group.major() || message.stamp().minor() != group.minor()) {
      machine.problem(
          Code.LIST_REFUSED,
          "The member list of " + heard.from() + " is of another transition (" + message.major() + "."
              + message.stamp().minor() + ", ours is " + group.major() + "." + group.minor() + ").");
      return null;
    }
    List<String> members = machine.nodes.names(message.members());
    if (members == null || members.size() != message.uptimes().size()) {
      machine.problem(
          Code.LIST_REFUSED,
          "The member list of " + heard.from() + " names a node that we do not know, or not one uptime a member.");
      return null;
    }
    return members;
  }

  /** The list is ours from now on. */
  void take(CcmMessage.MemList message, List<String> members, Heard heard) {
    Map<String, Integer> uptimes = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      uptimes.put(members.get(i), message.uptimes().get(i));
    }
    machine.habits().forEach(habit -> habit.beforeShortPathEnds(heard.now()));
    String how = "leader " + heard.from() + " sent the member list";
    transitions.complete(
        message.major() + 1, message.newCookie(), heard.from(), uptimes, message.quorum(), how, heard.now());
    if (machine.state() != CcmState.JOINED) {
      machine.become(CcmState.JOINED, how, heard.now());
    }
  }
}
