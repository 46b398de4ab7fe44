package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;

/**
 * Who asked who leads a moment before we ask ourselves, and did nothing else since, is asking still. C counts only
 * whom it hears after its own question (ccm.md 4.1), and where groups meet those who asked first are missed: everybody
 * waits until they ask again, five keepalives.
 */
final class Askers implements Habit {
  private record Question(int major, long nanos) {}

  private final Machine machine;
  private final Map<String, Question> questions = new HashMap<>();

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
      questions.forEach((name, question) -> {
        CcmNode node = machine.nodes.get(name);
        if (node != null && !machine.isSelf(name) && now.nanos() - question.nanos() < machine.config.versionNanos()) {
          node.noteRequest(question.major());
        }
      });
    }
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
