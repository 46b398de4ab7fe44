package org.linuxha.heartbeat.membership;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of a join round (C: the update table): whose JOIN we heard, in order of arrival, with their
 * uptimes; and who asked us for it too early.
 */
final class JoinRound {
  private final Map<String, Integer> uptimeByNode = new LinkedHashMap<>();
  private final Map<String, Integer> majorByEarlyRequester = new LinkedHashMap<>();

  void reset() {
    uptimeByNode.clear();
    majorByEarlyRequester.clear();
  }

  /** False if we had heard that node's JOIN already. */
  boolean add(String node, int uptime) {
    return uptimeByNode.putIfAbsent(node, uptime) == null;
  }

  void remove(String node) {
    uptimeByNode.remove(node);
    majorByEarlyRequester.remove(node);
  }

  boolean has(String node) {
    return uptimeByNode.containsKey(node);
  }

  int size() {
    return uptimeByNode.size();
  }

  /** In order of arrival. */
  Set<String> nodes() {
    return uptimeByNode.keySet();
  }

  int uptime(String node) {
    return uptimeByNode.getOrDefault(node, 0);
  }

  void requestCame(String from, int major) {
    majorByEarlyRequester.put(from, major);
  }

  /** Who asked, with the major it asked for; forgotten with this call. */
  List<Map.Entry<String, Integer>> takeRequests() {
    List<Map.Entry<String, Integer>> requests =
        majorByEarlyRequester.entrySet().stream().map(Map.Entry::copyOf).toList();
    majorByEarlyRequester.clear();
    return requests;
  }

  /**
   * Who leads this round: the oldest member (smallest uptime, 0 is none at all), among equals the greatest
   * name (ccm.md 5.2). Null if nobody joined.
   */
  String candidate() {
    String best = null;
    for (String node : uptimeByNode.keySet()) {
      if (best == null || leads(node, best)) {
        best = node;
      }
    }
    return best;
  }

  private boolean leads(String node, String other) {
    int mine = uptime(node);
    int its = uptime(other);
    if (mine == its) {
      return node.compareTo(other) > 0;
    }
    return mine != 0 && (its == 0 || mine < its);
  }
}
