package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/** A stable member. */
final class JoinedStage extends ClusterStage {
  private final MemberLists lists;

  JoinedStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
    lists = new MemberLists(machine, transitions);
  }

  @Override
  void enter(String reason, Now now) {
    machine.group.converged(true);
  }

  @Override
  public void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {
    if (machine.isLeader()) {
      transitions.answer(heard.from());
    }
  }

  @Override
  public void onAlive(CcmMessage.Alive message, Heard heard) {
    if (machine.isLeader()) {
      takeIn(heard.from(), machine.self(), machine.group.joined(), heard.now());
    } else {
      machine.sendTo(machine.group.leader(), new CcmMessage.NewNode(machine.stamp(), heard.from()));
      machine.become(CcmState.WAIT_FOR_MEM_LIST, heard.from() + " asks to join", heard.now());
    }
  }

  @Override
  public void onNewNode(CcmMessage.NewNode message, Heard heard) {
    if (machine.isLeader()) {
      takeIn(message.node(), heard.from(), message.stamp().uptime(), heard.now());
    }
  }

  private void takeIn(String newcomer, String reporter, int uptime, Now now) {
    CcmNode node = machine.nodes.get(newcomer);
    if (node != null && machine.conduct.needsRound(node, machine.group)) {
      machine.views.because(new Cause(newcomer, "asked to join", null));
      transitions.newRound(newcomer + " asks to join and has seen higher transitions", now);
    } else {
      begin(new ShortPath(newcomer, ShortPath.Change.NEW, machine.group.size()));
      report(reporter, uptime, newcomer + " asks to join", now);
    }
  }

  @Override
  public void onNodeLeave(CcmMessage.NodeLeave message, Heard heard) {
    if (machine.isLeader() && machine.group.has(message.node()) && !machine.isSelf(message.node())) {
      begin(new ShortPath(message.node(), ShortPath.Change.LEAVE, machine.group.size() - 1));
      report(heard.from(), message.stamp().uptime(), message.node() + " is lost", heard.now());
    }
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    if (!machine.group.has(node)) {
      return;
    }
    if (node.equals(machine.group.leader())) {
      transitions.startRound("leader " + node + " " + why, now);
    } else if (machine.isLeader()) {
      begin(new ShortPath(node, ShortPath.Change.LEAVE, machine.group.size() - 1));
      if (machine.group.size() > 2) {
        machine.sendToAll(new CcmMessage.NodeLeaveNotice(machine.stamp(), node));
      }
      report(machine.self(), machine.group.joined(), node + " " + why, now);
    }
  }

  private void begin(ShortPath change) {
    machine.change = change;
  }

  private void report(String from, int uptime, String reason, Now now) {
    machine.change.report(from, uptime);
    if (machine.change.complete()) {
      transitions.finishShortPath(now);
      transitions.answerRequests();
    } else {
      machine.become(CcmState.WAIT_FOR_CHANGE, reason, now);
    }
  }

  @Override
  public void onNodeLeaveNotice(CcmMessage.NodeLeaveNotice message, Heard heard) {
    if (machine.isLeader() || !machine.group.has(message.node())) {
      return;
    }
    String reported = machine.conduct.lostNodeToReport(message.node(), machine.group.leader());
    machine.sendTo(heard.from(), new CcmMessage.NodeLeave(machine.stamp(), reported));
    machine.become(CcmState.WAIT_FOR_MEM_LIST, "leader says that " + message.node() + " is lost", heard.now());
  }

  /**
   * The leader's list although we reported nothing: a change we did not hear of, or the same list with
   * another quorum (ccm.md 7.2). C takes only the quorum and stays behind in the old group.
   */
  @Override
  public void onMemList(CcmMessage.MemList message, Heard heard) {
    if (heard.own() || !heard.from().equals(machine.group.leader())) {
      return;
    }
    List<String> members = machine.nodes.names(message.members());
    if (members == null || !members.contains(machine.self())) {
      String reason = "leader " + heard.from() + " has a list without us";
      machine.views.forgetHeld();
      machine.views.evicted(reason, heard.now());
      machine.become(CcmState.NONE, reason, heard.now());
    } else if (!message.newCookie().equals(machine.group.cookie()) && machine.conduct.takesUnaskedList()) {
      List<String> checked = lists.check(message, heard);
      if (checked != null) {
        lists.take(message, checked, heard);
      }
    } else {
      if (message.quorum() != null) {
        machine.group.quorum(message.quorum());
      }
      machine.views.report(machine.group, "leader " + heard.from() + " sent the list again", heard.now());
    }
  }
}
