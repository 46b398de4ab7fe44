package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/** Candidate of the round: everybody is asked whom they heard. */
final class SentRequestStage extends ClusterStage {

  SentRequestStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
  }

  @Override
  void enter(String reason, Now now) {
    machine.patience(now.nanos(), machine.config.followerInfoNanos());
  }

  @Override
  public void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {
    noteRequest(message, heard);
  }

  /** A late JOIN of this round is welcome; one of another round means that we are out of step. */
  @Override
  public void onJoin(CcmMessage.Join message, Heard heard) {
    if (message.major() != machine.group.major() || message.stamp().minor() != machine.group.minor()) {
      merge.restart(
          "got a join message from " + heard.from() + " from a wrong transition, restarting", heard.now());
      return;
    }
    if (machine.round.add(heard.from(), message.stamp().uptime())) {
      machine.hearings.addVertex(heard.from());
      machine.hearings.answer(
          machine.self(), machine.nodes.bitmap(machine.round.nodes()), machine.group.maxTransition());
    }
  }

  @Override
  public void onReqMemList(CcmMessage.ReqMemList message, Heard heard) {
    if (!heard.own()) {
      machine.sendTo(
          heard.from(), new CcmMessage.ResMemList(machine.stamp(), machine.group.maxTransition(), null));
    } else if (machine.hearings.complete()) {
      boolean alone = machine.round.size() == 1;
      transitions.finishRound(alone ? "nobody else took part" : "everybody answered before we asked", heard.now());
    }
  }

  @Override
  public void onResMemList(CcmMessage.ResMemList message, Heard heard) {
    if (message.stamp().minor() != machine.group.minor()) {
      return;
    }
    machine.hearings.answer(heard.from(), message.heard(), message.maxTransition());
    finishIfComplete(heard.now());
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    if (machine.hearings.has(node)) {
      machine.hearings.lost(node);
      finishIfComplete(now);
    }
  }

  private void finishIfComplete(Now now) {
    if (machine.hearings.complete()) {
      transitions.finishRound("everybody in the join round answered", now);
    }
  }

  @Override
  public void onTimeout(Now now) {
    transitions.finishRound("no answer in time from " + String.join(", ", machine.hearings.missing()), now);
  }
}
