package org.linuxha.heartbeat.membership;

import java.util.List;

/**
 * A member that hears us no more takes part in the next round of those who hear it, and agrees with them on a list without us. If
 * we still hear it, neither its node nor its CCM is ever lost to us, and C keeps it as a member for ever, quorum included, because
 * the list comes under the cookie that was (ccm.md 3.3). It tells all the same that its sender has left our group, if it was sent after
 * the sender came into ours. Of that a leader is sure, as it has no member whose JOIN or ALIVE it did not hear, and messages of one
 * sender do not overtake each other; the other members are sure of their leader, whose list made them members.
 */
final class GoneElsewhere implements Habit {
  private final Machine machine;

  GoneElsewhere(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (!heard.own() && isOurAffair(heard.from()) && isListWithoutUs(message)) {
      machine.loseLiving(heard.from(), "agreed with others on a list without us", heard.now());
      return true;
    }
    return false;
  }

  private boolean isOurAffair(String sender) {
    return machine.isSettled() && machine.group.has(sender) && (machine.isLeader() || sender.equals(machine.group.leader()));
  }

  private boolean isListWithoutUs(CcmMessage message) {
    if (!(message instanceof CcmMessage.MemberList list) || list.stamp().cookie().equals(machine.group.cookie())) {
      return false;
    }
    List<String> names = machine.nodes.names(list.members());
    return names != null && !names.contains(machine.self());
  }
}
