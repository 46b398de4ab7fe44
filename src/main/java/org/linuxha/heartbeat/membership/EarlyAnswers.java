package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;

/**
 * P1: once every live node has joined a round, whoever is not the candidate knows what it will answer and to whom, and
 * does so before it is asked; a candidate that has all answers when it asks is done at once, which saves it the way there
 * and back. Its question goes out all the same, and everybody answers it as ever. C does not understand an answer
 * that comes early (ccm.md 4.2, "different partitions"): only a candidate whose JOIN says that it does gets one.
 */
final class EarlyAnswers implements Habit {
  private record Round(Cookie cookie, int major, int minor) {
    static Round of(Stamp stamp) {
      return new Round(stamp.cookie(), stamp.major(), stamp.minor());
    }
  }

  private final Machine machine;
  private Round collecting;
  /** The answers to the question that we did not ask yet, in that round. */
  private final Map<String, CcmMessage.ResMemList> answers = new HashMap<>();

  private Round answered;
  private String answeredTo;

  EarlyAnswers(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    boolean early = message instanceof CcmMessage.ResMemList && machine.state() == CcmState.JOINING;
    if (early && Round.of(((CcmMessage.ResMemList) message).stamp()).equals(now())) {
      if (!now().equals(collecting)) {
        collecting = now();
        answers.clear();
      }
      answers.put(heard.from(), (CcmMessage.ResMemList) message);
    }
    if (message instanceof CcmMessage.FinalMemList list && isOfOurAnswer(list, heard.from())) {
      machine.become(CcmState.MEMLIST_RES, heard.from() + " has had our answer", heard.now());
    }
    return false;
  }

  /**
   * Whoever asked who leads, or was lost, since we answered is missing again, so that the question found us waiting; but it was answered, and the list that
   * was made of it counts, if it is of those whose JOIN we have.
   */
  private boolean isOfOurAnswer(CcmMessage.FinalMemList list, String from) {
    if (machine.state() != CcmState.JOINING || !now().equals(answered) || !from.equals(answeredTo) || !Round.of(list.stamp()).equals(answered)) {
      return false;
    }
    List<String> members = machine.nodes.names(list.members());
    return members != null && from.equals(machine.round.candidate()) && members.stream().allMatch(machine.round::has);
  }

  /** We asked: our question comes back to us next, and if nobody's answer is missing then the round is over. */
  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    if (to == CcmState.SENT_MEMLISTREQ && now().equals(collecting)) {
      answers.forEach((node, answer) -> machine.hearings.answer(node, answer.heard(), answer.maxTransition()));
    }
    if (to != CcmState.JOINING) {
      answers.clear();
      collecting = null;
      answered = null;
    }
  }

  @Override
  public void afterEvent(Now now) {
    if (machine.state() != CcmState.JOINING) {
      return;
    }
    String candidate = machine.round.candidate();
    boolean wanted = candidate != null && !machine.isSelf(candidate) && machine.nodes.get(candidate).takesEarlyAnswers();
    boolean already = now().equals(answered) && candidate != null && candidate.equals(answeredTo);
    if (wanted && !already && machine.round.has(machine.self()) && machine.conduct.nobodyElseCanJoin(machine.nodes, machine.round)) {
      answered = now();
      answeredTo = candidate;
      machine.sendTo(
          candidate,
          new CcmMessage.ResMemList(machine.stamp(), machine.group.maxTransition(), machine.nodes.bitmap(machine.round.nodes())));
    }
  }

  private Round now() {
    return Round.of(machine.stamp());
  }
}
