package org.linuxha.heartbeat.link;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The questions that have no answer yet. An answer counts only if it is the first to one of them, comes
 * from an address that was asked, and brings back exactly what was sent: whoever can send ICMP to us can
 * send answers that nobody asked for.
 */
final class IcmpQuestions {
  /** So many can be outstanding; an answer to an older one comes too late for anything. */
  static final int OUTSTANDING = 1024;

  private static final int SHORT = 0xffff;

  private final Question[] questions = new Question[OUTSTANDING];
  private int next;

  private record Question(int sequence, byte[] data, Set<InetAddress> asked, Consumer<InetAddress> answered) {}

  /**
   * Answers the question's sequence number.
   *
   * @param asked whose answer counts
   * @param answered told once, with who answered
   */
  int ask(Set<InetAddress> asked, byte[] data, Consumer<InetAddress> answered) {
    int sequence = next++ & SHORT;
    questions[sequence % OUTSTANDING] = new Question(sequence, data, asked, answered);
    return sequence;
  }

  void take(IcmpEcho reply, InetAddress from) {
    int place = reply.sequence() % OUTSTANDING;
    Question question = questions[place];
    if (question != null
        && question.sequence() == reply.sequence()
        && question.asked().contains(from)
        && MessageDigest.isEqual(question.data(), reply.data())) {
      questions[place] = null;
      question.answered().accept(from);
    }
  }
}
