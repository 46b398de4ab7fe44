package org.linuxha.heartbeat.membership;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;

/** How a transition begins and how it completes (ccm.md 4.2 and 4.3). */
final class Transitions {
  /** The only protocol version there is. */
  private static final int PROTOCOL = 0;

  private final Machine machine;

  Transitions(Machine machine) {
    this.machine = machine;
  }

  /** A new join round of our own. */
  void newRound(String reason, Now now) {
    machine.group.minor(machine.group.minor() + 1);
    startRound(reason, now);
  }

  /** The leader is lost: the round keeps the minor number it found. */
  void startRound(String reason, Now now) {
    machine.change = null;
    machine.round.reset();
    machine.sendToAll(new CcmMessage.Join(machine.stamp()));
    machine.become(CcmState.JOINING, reason, now);
  }

  /** Somebody began a round: take part. */
  void followRound(CcmMessage.Join message, Heard heard) {
    machine.change = null;
    machine.round.reset();
    machine.round.add(heard.from(), message.stamp().uptime());
    machine.group.minor(message.stamp().minor());
    machine.sendToAll(new CcmMessage.Join(machine.stamp()));
    machine.become(CcmState.JOINING, heard.from() + " began a join round", heard.now());
  }

  /** The leader has every member's report (ccm.md: finish short path). */
  void finishShortPath(Now now) {
    Group group = machine.group;
    ShortPath change = machine.change;
    int newMajor = group.major() + 1;
    Map<String, Integer> uptimes = new TreeMap<>();
    group.members().forEach(member -> uptimes.put(member, change.uptime(member, group.uptime(member))));
    if (change.change() == ShortPath.Change.NEW) {
      uptimes.put(change.node(), newMajor);
      machine.views.because(new Cause(change.node(), "asked to join", null));
    } else {
      uptimes.remove(change.node());
    }
    Cookie cookie = machine.newCookie();
    boolean quorum = quorum(uptimes.keySet());
    machine.sendToAll(
        new CcmMessage.MemList(
            machine.stamp(),
            machine.nodes.bitmap(uptimes.keySet()),
            quorum,
            List.copyOf(uptimes.values()),
            cookie));
    machine.change = null;
    machine.habits().forEach(habit -> habit.beforeShortPathEnds(now));
    complete(newMajor, cookie, machine.self(), uptimes, quorum, "every member reported the change", now);
  }

  /** The candidate has the answers it will get (ccm.md: finish round). */
  void finishRound(String how, Now now) {
    Collection<String> staying = machine.conduct.keepsMembers() ? machine.group.members() : List.of();
    Clique.Result result = machine.hearings.largestGroup(machine.self(), machine.nodes, staying);
    if (!result.proven()) {
      machine.problem(
          Code.GROUP_NOT_PROVEN, "The largest group of nodes that all hear each other was not found in time; a large one was taken.");
    }
    List<String> chosen = machine.nodes.names(result.members());
    int newMajor =
        machine.conduct.majorAfterRound(
            machine.hearings.smallestMaxTransition(chosen), machine.hearings.largestMaxTransition(chosen));
    List<String> excluded = excluded(chosen);
    Map<String, Integer> uptimes = new TreeMap<>();
    chosen.forEach(member -> uptimes.put(member, machine.round.uptime(member)));
    Cookie cookie = machine.newCookie();
    boolean quorum = quorum(chosen);
    machine.sendToAll(
        new CcmMessage.FinalMemList(machine.stamp(), newMajor, result.members(), quorum, cookie));
    complete(newMajor, cookie, machine.self(), uptimes, quorum, how, now);
    if (!excluded.isEmpty()) {
      machine.habits().forEach(habit -> habit.onExcluded(excluded, now));
    }
    answerRequests();
    machine.become(CcmState.JOINED, how, now);
  }

  /** Who is alive, took part, and is not in the result: somebody does not hear it, or it does not hear somebody. */
  private List<String> excluded(List<String> chosen) {
    return machine.nodes.live().stream()
        .map(node -> node.name)
        .filter(node -> machine.round.has(node) && !chosen.contains(node))
        .toList();
  }

  /** Nobody leads: we form a group of one, and whoever asked learns of it. */
  void becomeSingle(String how, Now now) {
    machine.group.joined(1);
    if (machine.nodes.requesters().stream().anyMatch(asker -> !machine.isSelf(asker.name))) {
      machine.habits().forEach(habit -> habit.onGathering(now));
    }
    formAlone(how, now);
    answerRequests();
  }

  /** Nobody else took part in the round. */
  void becomeSingleFromRound(String how, Now now) {
    if (machine.group.joined() == 0) {
      machine.group.joined(1);
    }
    formAlone(how, now);
    answerRequests();
  }

  private void formAlone(String how, Now now) {
    Map<String, Integer> self = Map.of(machine.self(), machine.group.joined());
    int newMajor = machine.conduct.majorAlone(machine.group, machine.nodes);
    complete(newMajor, machine.newCookie(), machine.self(), self, quorum(self.keySet()), how, now);
    machine.become(CcmState.JOINED, how, now);
  }

  /** Everybody agreed: from now on these are our numbers and members. */
  void complete(
      int newMajor,
      Cookie cookie,
      String leader,
      Map<String, Integer> uptimes,
      Boolean quorum,
      String how,
      Now now) {
    machine.group.become(newMajor, cookie, leader, uptimes);
    machine.group.quorum(quorum == null ? Boolean.valueOf(quorum(uptimes.keySet())) : quorum);
    if (machine.group.joined() == 0) {
      machine.group.joined(newMajor);
    }
    uptimes.keySet().stream().filter(machine.nodes::has).forEach(member -> machine.nodes.get(member).agreed());
    machine.habits().forEach(habit -> habit.onAgreed(now));
    machine.views.report(machine.group, how, now);
  }

  private boolean quorum(Collection<String> members) {
    return machine.config.quorum().decide(machine.nodes.votes(members)).quorum();
  }

  /** Everybody who asked who leads meanwhile gets an answer. */
  void answerRequests() {
    for (CcmNode asker : machine.nodes.requesters()) {
      answer(asker.name);
    }
    machine.nodes.clearRequests();
  }

  /** "I lead a group of that many." Our own question needs no answer (C answers itself, ccm.md 10.13). */
  void answer(String asker) {
    if (!machine.isSelf(asker)) {
      machine.sendTo(
          asker, new CcmMessage.ProtoVersionResp(machine.stamp(), PROTOCOL, machine.group.size()));
    }
  }
}
