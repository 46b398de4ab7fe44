package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.Map;

/**
 * One node comes or goes, and the leader collects every member's report about it (C: change info). If
 * all agree no join round is needed.
 */
final class ShortPath {
  /** What happens to the node. */
  enum Change {
    NEW,
    LEAVE
  }

  private final String node;
  private final Change change;
  private final int expected;
  private final Map<String, Integer> uptimeByReporter = new HashMap<>();

  /**
   * @param expected how many members must report, the leader included
   */
  ShortPath(String node, Change change, int expected) {
    this.node = node;
    this.change = change;
    this.expected = expected;
  }

  String node() {
    return node;
  }

  Change change() {
    return change;
  }

  boolean is(String otherNode, Change otherChange) {
    return node.equals(otherNode) && change == otherChange;
  }

  void report(String from, int uptime) {
    uptimeByReporter.put(from, uptime);
  }

  boolean complete() {
    return uptimeByReporter.size() >= expected;
  }

  boolean hasReport(String from) {
    return uptimeByReporter.containsKey(from);
  }

  /** The uptime a member reported, or else the one known before. */
  int uptime(String member, int known) {
    return uptimeByReporter.getOrDefault(member, known);
  }
}
