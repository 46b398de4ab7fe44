package org.linuxha.heartbeat.link;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.bus.TestLoss;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * What one link does to its packets on purpose: loses them as a test suite asks for every link ({@link TestLoss}), and loses
 * or delays them as a demonstration asks for this one ({@link LinkFault}). Nothing by default.
 */
final class Losses {
  private final RandomGenerator random;
  private TestLoss loss = TestLoss.NONE;
  private LinkFault fault = LinkFault.NONE;

  Losses(RandomGenerator random) {
    this.random = random;
  }

  void become(TestLoss next) {
    loss = next;
  }

  void become(LinkFault next) {
    fault = next;
  }

  /** True if nothing comes at all, whoever says it. */
  boolean isDeaf() {
    return fault.cut() && fault.isIn();
  }

  boolean losesSent(Message message) {
    return fault.isOut() && isLostOnThisLink() || happens(loss.transmit()) && !isSpared(message.text(Fields.DESTINATION));
  }

  boolean losesReceived(Message message) {
    return fault.isIn() && isLostOnThisLink() || happens(loss.receive()) && !isSpared(message.text(Fields.SOURCE));
  }

  private boolean isLostOnThisLink() {
    return fault.cut() || happens(fault.lossPercent() / 100.0);
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  private boolean isSpared(String node) {
    return node != null && loss.spared().contains(node);
  }

  /** How much later a packet of ours goes out. */
  int sentLateMillis() {
    return fault.isOut() ? fault.delayMillis() : 0;
  }

  /** How much later a packet that came is told. */
  int receivedLateMillis() {
    return fault.isIn() ? fault.delayMillis() : 0;
  }
}
