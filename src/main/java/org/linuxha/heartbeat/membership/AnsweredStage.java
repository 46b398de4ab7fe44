package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/** Told the candidate whom we heard (MEMLIST_RES): its final list decides. */
final class AnsweredStage extends ClusterStage {

  AnsweredStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
  }

  @Override
  void enter(String reason, Now now) {
    machine.patience(now.nanos(), machine.config.finalListNanos());
  }

  @Override
  public void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {
    noteRequest(message, heard);
  }

  /** C's ABORT carries the major as minor (ccm.md 3.2), so nobody ever obeys it; we copy the message. */
  @Override
  public void onJoin(CcmMessage.Join message, Heard heard) {
    Stamp own = machine.stamp();
    if (message.major() > own.major()) {
      Stamp stamp = new Stamp(own.major(), own.nodeCount(), own.cookie(), own.uptime(), own.major());
      machine.sendTo(heard.from(), new CcmMessage.Abort(stamp));
    } else if (message.stamp().minor() > own.minor()) {
      transitions.followRound(message, heard);
    }
  }

  @Override
  public void onReqMemList(CcmMessage.ReqMemList message, Heard heard) {
    if (message.stamp().minor() == machine.group.minor()) {
      machine.sendTo(
          heard.from(), new CcmMessage.ResMemList(machine.stamp(), machine.group.maxTransition(), null));
    }
  }

  @Override
  public void onFinalMemList(CcmMessage.FinalMemList message, Heard heard) {
    String candidate = machine.round.candidate();
    if (!heard.from().equals(candidate)) {
      refuse(heard, "our candidate is " + candidate + " (received final memlist from non-master,neglecting)");
      return;
    }
    Group group = machine.group;
    if (message.major() != group.major() || message.stamp().minor() != group.minor()) {
      refuse(heard, "it is of another transition");
      return;
    }
    List<String> members = machine.nodes.names(message.members());
    if (members == null) {
      refuse(heard, "it names a node that we do not know");
    } else if (members.contains(machine.self())) {
      take(message, members, heard);
    } else {
      machine.habits().forEach(habit -> habit.onLeftOut(members, heard.now()));
      merge.reset("the final list of " + heard.from() + " leaves us out", heard.now());
    }
  }

  private void refuse(Heard heard, String why) {
    machine.problem(Code.LIST_REFUSED, "The final list of " + heard.from() + " is refused: " + why + ".");
  }

  private void take(CcmMessage.FinalMemList message, List<String> members, Heard heard) {
    Map<String, Integer> uptimes = new HashMap<>();
    members.forEach(member -> uptimes.put(member, machine.round.uptime(member)));
    String how = "candidate " + heard.from() + " sent the final list";
    transitions.complete(
        message.newMajor(), message.newCookie(), heard.from(), uptimes, message.quorum(), how, heard.now());
    machine.become(CcmState.JOINED, how, heard.now());
    machine.nodes.clearRequests();
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    if (node.equals(machine.round.candidate())) {
      transitions.newRound("candidate " + node + " " + why, now);
    }
  }

  @Override
  public void onTimeout(Now now) {
    transitions.newRound("no final list came in time", now);
  }
}
