package org.linuxha.heartbeat.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a medium is made to do to its packets, so that people can watch a fault.
 *
 * @param lossPercent 0 to 100 of every hundred packets, at random
 * @param delayMillis how much later the others come
 * @param cut nothing passes, whatever the other two say
 * @param direction of the packets that are concerned
 * @param nodes on which this is so, in lower case; if there are none, on every node that reads it
 */
public record LinkFault(int lossPercent, int delayMillis, boolean cut, Direction direction, Set<String> nodes) {
  public static final LinkFault NONE = new LinkFault(0, 0, false, Direction.BOTH, Set.of());

  /** Which packets. */
  public enum Direction {
    /** All. */
    BOTH,
    /** Those that this node is sent. */
    IN,
    /** Those that this node sends. */
    OUT
  }

  public LinkFault {
    nodes = Set.copyOf(nodes);
  }

  /** True if nothing happens to any packet. */
  public boolean isNone() {
    return lossPercent == 0 && delayMillis == 0 && !cut;
  }

  public boolean isOn(String node) {
    return nodes.isEmpty() || nodes.contains(node);
  }

  /** True if it concerns what this node is sent. */
  public boolean isIn() {
    return direction != Direction.OUT;
  }

  /** True if it concerns what this node sends. */
  public boolean isOut() {
    return direction != Direction.IN;
  }

  /** For people: {@code 20 % of what comes is lost, the rest is 300 ms late}. */
  public String sentence() {
    String what = direction == Direction.BOTH ? "what comes and goes" : direction == Direction.IN ? "what comes" : "what goes";
    if (cut || lossPercent == 100) {
      return "all of " + what + " is lost";
    }
    List<String> parts = new ArrayList<>();
    if (lossPercent > 0) {
      parts.add(lossPercent + " % of " + what + " is lost");
    }
    if (delayMillis > 0) {
      parts.add((lossPercent > 0 ? "the rest" : what) + " is " + delayMillis + " ms late");
    }
    return String.join(", ", parts);
  }
}
