package org.linuxha.heartbeat.membership;

/** A new node that asked to be taken in. */
final class NewNodeStage extends ListWaitStage {

  NewNodeStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
  }

  @Override
  void beforeTaking(CcmMessage.MemList message) {
    machine.group.joined(message.major() + 1);
  }

  /** The list was made for another new node; it came first. Ask again. */
  @Override
  void leftOut(CcmMessage.MemList message, Heard heard) {
    machine.askAgain("leader " + heard.from() + " took in another node first", heard.now());
  }
}
