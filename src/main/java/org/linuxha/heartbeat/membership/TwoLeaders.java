package org.linuxha.heartbeat.membership;

/**
 * When groups meet, each of two nodes can find that it is the highest of those who asked, because the other's question
 * came a moment later. In C they stand side by side until something restarts. The answer that each gives to the
 * other's question shows it: a leader that is still alone, and told nobody a view, yields to one of a larger group, a
 * higher major or a greater name, and asks to be taken in. Of two that are told by each other only one yields.
 */
final class TwoLeaders implements Habit {
  private final Machine machine;
  private final Merge merge;

  TwoLeaders(Machine machine) {
    this.machine = machine;
    merge = new Merge(machine);
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (!(message instanceof CcmMessage.ProtoVersionResp answer) || !isNewAndAlone() || !goesBefore(answer, heard.from())) {
      return false;
    }
    merge.restart(heard.from() + " leads already", heard.now());
    machine.wakeUp(heard.now());
    return true;
  }

  private boolean isNewAndAlone() {
    return machine.state() == CcmState.JOINED && machine.isLeader() && machine.group.size() == 1 && !machine.views.stands();
  }

  private boolean goesBefore(CcmMessage.ProtoVersionResp answer, String from) {
    if (answer.groupSize() != 1) {
      return answer.groupSize() > 1;
    }
    int byMajor = Integer.compare(answer.major(), machine.group.major());
    return byMajor > 0 || (byMajor == 0 && from.compareTo(machine.self()) > 0);
  }
}
