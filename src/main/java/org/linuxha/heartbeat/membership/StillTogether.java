package org.linuxha.heartbeat.membership;

/**
 * Two followers that did not hear each other for a while, so that each was dead for the other, are members of one group all the same
 * as long as nothing else happened in it: their leader heard both. When they hear each other again both say STATE_INFO, and C takes
 * that for a group of its own and dissolves the one that both are in, each time such a link comes back (ccm.md 4.5). But it carries
 * the group's cookie: where it is ours, and both are at rest, there is nothing to merge.
 */
final class StillTogether implements Habit {
  private final Machine machine;

  StillTogether(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    return message instanceof CcmMessage.StateInfo info
        && machine.state() == CcmState.JOINED
        && CcmState.ofWireName(info.state()) == CcmState.JOINED
        && machine.group.has(heard.from())
        && info.stamp().cookie().equals(machine.group.cookie())
        && info.major() == machine.group.major();
  }
}
