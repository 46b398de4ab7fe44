package org.linuxha.heartbeat.membership;

import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;

/** A join round: our JOIN is out, the others' come in. */
final class JoiningStage extends ClusterStage {
  /** How long a JOIN may be behind the candidate's question that it came before at the candidate. */
  private static final int LATE_JOIN_KEEPALIVES = 2;

  /** A list that our leader completed while we were in the round already; null if none came. */
  private record Crossed(CcmMessage.MemList list, Heard heard) {}

  private final MemberLists lists;
  private Crossed crossed;

  JoiningStage(Machine machine, Transitions transitions, Merge merge) {
    super(machine, transitions, merge);
    lists = new MemberLists(machine, transitions);
  }

  @Override
  void enter(String reason, Now now) {
    crossed = null;
    machine.patience(now.nanos(), machine.config.updateNanos());
    machine.views.inFlux(reason, now);
  }

  /**
   * The leader went on while somebody began a round. One of ours comes back and joins it; a C leader stays, and counts
   * us as a member: if its JOIN does not come, its list holds.
   */
  @Override
  public void onMemList(CcmMessage.MemList message, Heard heard) {
    if (!heard.own() && heard.from().equals(machine.group.leader()) && machine.conduct.takesUnaskedList()) {
      crossed = new Crossed(message, heard);
    }
  }

  private boolean tookTheLeadersList(Now now) {
    if (crossed == null) {
      return false;
    }
    CcmNode leader = machine.nodes.get(crossed.heard().from());
    if (leader == null || !leader.isLive() || machine.round.has(leader.name)) {
      return false;
    }
    Heard heard = new Heard(leader.name, false, now);
    List<String> members = lists.check(crossed.list(), heard);
    boolean ours = members != null && members.contains(machine.self());
    if (ours) {
      lists.take(crossed.list(), members, heard);
    }
    crossed = null;
    return ours;
  }

  @Override
  public void onProtoVersion(CcmMessage.ProtoVersion message, Heard heard) {
    noteRequest(message, heard);
  }

  @Override
  public void onJoin(CcmMessage.Join message, Heard heard) {
    if (message.stamp().minor() > machine.group.minor()) {
      transitions.followRound(message, heard);
    } else {
      machine.round.add(heard.from(), message.stamp().uptime());
      lookWhetherComplete(heard.now());
    }
  }

  /** If everybody joined, the candidate asks whom they heard, and the others answer it. */
  private void lookWhetherComplete(Now now) {
    if (isCandidate()) {
      if (machine.conduct.everybodyJoined(machine.nodes, machine.round, machine.group)) {
        askEverybody("everybody joined", now);
      }
    } else {
      answerIfComplete(now);
    }
  }

  private void answerIfComplete(Now now) {
    if (machine.conduct.nobodyElseCanJoin(machine.nodes, machine.round)) {
      answerRequests("everybody joined", now);
    } else if (machine.round.hasRequestOf(machine.round.candidate())
        && machine.conduct.everybodyJoined(machine.nodes, machine.round, machine.group)) {
      machine.patienceAtMost(now.nanos(), machine.config.times(LATE_JOIN_KEEPALIVES));
    }
  }

  private boolean isCandidate() {
    return machine.isSelf(machine.round.candidate());
  }

  private void askEverybody(String reason, Now now) {
    machine.sendToAll(new CcmMessage.ReqMemList(machine.stamp()));
    machine.hearings.start(machine.round.nodes());
    machine.hearings.answer(
        machine.self(), machine.nodes.bitmap(machine.round.nodes()), machine.group.maxTransition());
    machine.become(CcmState.SENT_MEMLISTREQ, reason + ", we are the candidate", now);
  }

  @Override
  public void onReqMemList(CcmMessage.ReqMemList message, Heard heard) {
    machine.round.requestCame(heard.from(), message.major());
    if (!isCandidate()) {
      answerIfComplete(heard.now());
    }
    if (machine.state() == CcmState.JOINING && machine.patienceIsOver(heard.now())) {
      goOnWithoutTheRest(heard.now());
    }
  }

  /** Our candidate learns whom we heard, everybody else that it is not our candidate. */
  private void answerRequests(String reason, Now now) {
    String candidate = machine.round.candidate();
    for (Map.Entry<String, Integer> request : machine.round.takeRequests()) {
      String asker = request.getKey();
      if (!asker.equals(candidate)) {
        send(asker, null);
      } else if (machine.group.joined() != 0 && request.getValue() != machine.group.major()) {
        merge.reset("candidate " + asker + " is of another transition", now);
        return;
      } else {
        send(asker, machine.nodes.bitmap(machine.round.nodes()));
        machine.become(CcmState.MEMLIST_RES, reason + ", " + asker + " is the candidate", now);
      }
    }
  }

  private void send(String asker, Bitmap heard) {
    machine.sendTo(
        asker, new CcmMessage.ResMemList(machine.stamp(), machine.group.maxTransition(), heard));
  }

  @Override
  public void onAbort(CcmMessage.Abort message, Heard heard) {
    if (message.major() == machine.group.major() && message.stamp().minor() == machine.group.minor()) {
      transitions.newRound(heard.from() + " aborted the round", heard.now());
    }
  }

  @Override
  public void onLeave(String node, String why, Now now) {
    machine.round.remove(node);
    CcmNode lost = machine.nodes.get(node);
    if (lost != null) {
      lost.clearRequest();
    }
    onNodesChanged(now);
  }

  @Override
  void onNodesChanged(Now now) {
    if (machine.conduct.looksAfterLoss()) {
      lookWhetherComplete(now);
    }
  }

  @Override
  public void onTimeout(Now now) {
    goOnWithoutTheRest(now);
    if (machine.state() == CcmState.JOINING) {
      machine.lookAgain(now);
    }
  }

  private void goOnWithoutTheRest(Now now) {
    if (tookTheLeadersList(now)) {
      return;
    }
    if (!isCandidate()) {
      answerRequests("not everybody joined in time", now);
    } else if (machine.round.size() > 1) {
      askEverybody("not everybody joined in time", now);
    } else if (machine.group.joined() != 0 || !machine.version.heardForeignLeader()) {
      transitions.becomeSingleFromRound("nobody else joined in time", now);
    } else {
      merge.reset("nobody else joined, but another group exists", now);
    }
  }
}
