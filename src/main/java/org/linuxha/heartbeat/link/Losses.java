package org.linuxha.heartbeat.link;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.bus.TestLoss;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Loses messages of one link at random, as asked for a test; none by default. */
final class Losses {
  private final RandomGenerator random;
  private TestLoss loss = TestLoss.NONE;

  Losses(RandomGenerator random) {
    this.random = random;
  }

  void become(TestLoss next) {
    loss = next;
  }

  boolean losesSent(Message message) {
    return happens(loss.transmit()) && !isSpared(message.text(Fields.DESTINATION));
  }

  boolean losesReceived(Message message) {
    return happens(loss.receive()) && !isSpared(message.text(Fields.SOURCE));
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  private boolean isSpared(String node) {
    return node != null && loss.spared().contains(node);
  }
}
