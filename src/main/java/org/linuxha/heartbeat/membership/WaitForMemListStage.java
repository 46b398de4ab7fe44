package org.linuxha.heartbeat.membership;

/** A member that reported a change to the leader. */
final class WaitForMemListStage extends ListWaitStage {

  WaitForMemListStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
  }

  @Override
  void beforeTaking(CcmMessage.MemList message) {}

  @Override
  void leftOut(CcmMessage.MemList message, Heard heard) {
    merge.reset("leader " + heard.from() + " has a list without us", heard.now());
  }
}
