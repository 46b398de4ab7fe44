package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/** Asked who leads. A leader takes us in, or everybody has asked and the highest of us is the first leader (ccm.md 4.1). */
final class VersionRequestStage extends Stage {
  /** From this protocol version on the leader speaks a language that we do not know. */
  private static final int UNKNOWN_PROTOCOL = 2;

  /** C waits for its next tick before it asks again. */
  private static final int REFUSAL_PAUSE_KEEPALIVES = 2;

  private final Transitions transitions;
  private final Merge merge;

  VersionRequestStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine);
    this.transitions = transitions;
    this.merge = merge;
  }

  @Override
  void enter(String reason, Now now) {
    machine.patience(machine.version.startNanos(), machine.config.versionNanos());
  }

  @Override
  public void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {
    machine.nodes.get(heard.from()).noteRequest(message.major());
    if (machine.conduct.everybodyAsked(machine.nodes) && machine.nodes.selfIsHighestRequester()) {
      transitions.becomeSingle("every live node asked, we are the highest of them", heard.now());
    }
  }

  @Override
  public void onProtoVersionResp(CcmMessage.ProtoVersionResp message, Heard heard) {
    if (message.protocol() >= UNKNOWN_PROTOCOL) {
      merge.reset("leader " + heard.from() + " speaks protocol " + message.protocol(), heard.now());
    } else if (!machine.conduct.accepts(message, heard.from(), machine.nodes, machine.version)) {
      machine.version.drop(heard.now().nanos() + machine.config.times(REFUSAL_PAUSE_KEEPALIVES));
      machine.askAgain("the group of " + heard.from() + " has only " + message.groupSize() + " members", heard.now());
    } else {
      accept(message, heard);
    }
  }

  private void accept(CcmMessage.ProtoVersionResp message, Heard heard) {
    machine.version.accepted(heard.from());
    machine.group.approach(message.stamp().cookie(), message.major());
    machine.sendToAll(new CcmMessage.Alive(machine.stamp()));
    machine.round.reset();
    machine.become(
        CcmState.NEW_NODE_WAIT_FOR_MEM_LIST, "asked leader " + heard.from() + " to take us in", heard.now());
    machine.nodes.clearRequests();
  }

  @Override
  public void onAbort(CcmMessage.Abort message, Heard heard) {
    machine.version.forgetTries();
  }

  @Override
  public void onTimeout(Now now) {
    if (machine.version.tryAgain(now.nanos())) {
      machine.become(CcmState.NONE, "no leader answered", now);
    } else if (machine.nodes.selfIsHighestRequester()) {
      transitions.becomeSingle("no leader answered, we are the highest of those who asked", now);
    } else {
      machine.askAgain("no leader answered", now);
    }
  }
}
