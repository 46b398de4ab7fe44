package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/** Leader: one node comes or goes, and every member is to report it. Anything else that happens needs a join round. */
final class WaitForChangeStage extends ClusterStage {

  WaitForChangeStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
  }

  @Override
  void enter(String reason, Now now) {
    machine.patience(now.nanos(), machine.config.updateNanos());
  }

  @Override
  public void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {
    noteRequest(message, heard);
  }

  @Override
  public void onAlive(CcmMessage.Alive message, Heard heard) {
    report(machine.self(), machine.group.joined(), heard.from(), heard);
  }

  @Override
  public void onNewNode(CcmMessage.NewNode message, Heard heard) {
    report(heard.from(), message.stamp().uptime(), message.node(), heard);
  }

  private void report(String reporter, int uptime, String newNode, Heard heard) {
    if (machine.change.is(newNode, ShortPath.Change.NEW)) {
      count(reporter, uptime, heard.now());
    } else {
      transitions.newRound("a second change: " + newNode + " asks to join", heard.now());
    }
  }

  @Override
  public void onNodeLeave(CcmMessage.NodeLeave message, Heard heard) {
    if (machine.conduct.isReportOf(machine.change, message.node(), machine.group.leader())) {
      count(heard.from(), message.stamp().uptime(), heard.now());
    } else {
      transitions.newRound(heard.from() + " reports another loss: " + message.node(), heard.now());
    }
  }

  private void count(String reporter, int uptime, Now now) {
    machine.change.report(reporter, uptime);
    if (machine.change.complete()) {
      transitions.finishShortPath(now);
      transitions.answerRequests();
      machine.become(CcmState.JOINED, "every member reported the change", now);
    }
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    if (machine.group.has(node) && !machine.change.is(node, ShortPath.Change.LEAVE)) {
      transitions.newRound("a second change: " + node + " " + why, now);
    }
  }

  @Override
  public void onTimeout(Now now) {
    transitions.newRound("not every member reported in time", now);
  }
}
