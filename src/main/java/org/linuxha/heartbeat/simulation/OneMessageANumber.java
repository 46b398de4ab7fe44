package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** A sender counts 1, 2, 3 without gaps, and a number names one message for ever: repeating changes nothing (wire.md 6.1, 6.4). */
final class OneMessageANumber implements Witness {
  static final String NAME = "a number names one message";

  private static final class Numbers {
    final Map<Long, Message> messages = new HashMap<>();
    long highest;
  }

  /** Who sent something in the present event: one node at most. */
  private SimulatedNode spoke;

  private final Map<DaemonLife, Numbers> numbersByLife = new HashMap<>();

  @Override
  public void transmitted(SimulatedNode node, Message message) {
    if (!message.has(Fields.SEQUENCE)) {
      return;
    }
    spoke = node;
    long number = message.hex(Fields.SEQUENCE).orElse(0);
    Numbers numbers = numbersByLife.computeIfAbsent(node.life(), unused -> new Numbers());
    Message before = numbers.messages.putIfAbsent(number, message);
    numbers.highest = Math.max(numbers.highest, number);
    if (before != null && !before.equals(message)) {
      throw new Violation(
          NAME, node.world().nanos(),
          node.name() + " repeats number " + number + " as " + message + ", it was " + before);
    }
  }

  @Override
  public void afterEvent(Simulation world) {
    Numbers numbers = spoke != null && spoke.isUp() ? numbersByLife.get(spoke.life()) : null;
    if (numbers != null && numbers.messages.size() != numbers.highest) {
      throw new Violation(
          NAME, world.nanos(),
          spoke.name() + " has sent " + numbers.messages.size() + " numbers up to " + numbers.highest);
    }
    spoke = null;
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    numbersByLife.remove(node.life());
  }
}
