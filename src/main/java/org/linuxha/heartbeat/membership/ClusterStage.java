package org.linuxha.heartbeat.membership;

/** A state inside a cluster: what all of them do alike (ccm.md 4.2). */
abstract class ClusterStage extends Stage {
  protected final Transitions transitions;
  protected final Merge merge;

  ClusterStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine);
    this.transitions = transitions;
    this.merge = merge;
  }

  @Override
  public void onStateInfo(CcmMessage.StateInfo message, Heard heard) {
    merge.check(message, heard);
  }

  @Override
  public void onRestart(CcmMessage.Restart message, Heard heard) {
    if (!heard.own()) {
      merge.restart(heard.from() + " left its group to merge", heard.now());
    }
  }

  /** A JOIN where no round of ours is on: one that is over makes us restart, else we take part. */
  @Override
  public void onJoin(CcmMessage.Join message, Heard heard) {
    if (message.stamp().minor() < machine.group.minor()) {
      merge.restart(
          "got a join message from " + heard.from() + " from lower transition, restarting", heard.now());
    } else {
      transitions.followRound(message, heard);
    }
  }

  protected void noteRequest(CcmMessage.ProtoVersion message, Heard heard) {
    machine.nodes.get(heard.from()).noteRequest(message.major());
  }
}
