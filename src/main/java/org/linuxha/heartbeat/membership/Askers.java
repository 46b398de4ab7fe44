package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.linuxha.heartbeat.cluster.Now;

/**
 * Who asked who leads a moment before we ask ourselves, and did nothing else since, is asking still. C counts only
 * whom it hears after its own question (ccm.md 4.1), and where groups meet those who asked first are missed: everybody
 * waits until they ask again, five keepalives. Likewise C forgets who asked while it waited for a list or answered a
 * candidate, and if a round makes it the leader nobody answers: nine keepalives. A leader of ours does.
 */
final class Askers implements Habit {
  private record Question(int major, long nanos) {}

  private final Machine machine;
  private final Map<String, Question> questions = new HashMap<>();
  private boolean byShortPath;

  Askers(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean keepsAway(CcmMessage message, Heard heard) {
    if (message instanceof CcmMessage.ProtoVersion question) {
      questions.put(heard.from(), new Question(question.major(), heard.now().nanos()));
    } else if (message instanceof CcmMessage.Stamped && !(message instanceof CcmMessage.StateInfo)) {
      questions.remove(heard.from());
    }
    return false;
  }

  @Override
  public void onStep(CcmState from, CcmState to, Now now) {
    if (to == CcmState.VERSION_REQUEST) {
      noteWhoAsks(name -> true, now);
    }
  }

  /** Whoever leads by the short path led before, and has answered. */
  @Override
  public void beforeShortPathEnds(Now now) {
    byShortPath = true;
  }

  /** Before the answers go out. */
  @Override
  public void onAgreed(Now now) {
    boolean newLeader = machine.isLeader() && !byShortPath;
    byShortPath = false;
    if (newLeader) {
      noteWhoAsks(name -> !machine.group.has(name), now);
    }
  }

  private void noteWhoAsks(Predicate<String> counts, Now now) {
    questions.forEach((name, question) -> {
      CcmNode node = machine.nodes.get(name);
      boolean lately = now.nanos() - question.nanos() < machine.config.versionNanos();
      if (node != null && lately && !machine.isSelf(name) && counts.test(name)) {
        node.noteRequest(question.major());
      }
    });
  }

  /** A node that dies or begins a new life asks nothing; a new CCM asks for itself. */
  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    if (!node.isLive() || CcmNode.isRestart(previous, node.status())) {
      questions.remove(node.name);
    }
  }

  @Override
  public void onCcmCame(CcmNode node, Now now) {
    questions.remove(node.name);
  }
}
