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

  private String barred = "";
  private String barredNext = "";

  /** A new round; whoever was to be barred from it is barred from this one only. */
  void reset() {
    uptimeByNode.clear();
    majorByEarlyRequester.clear();
    barred = barredNext;
    barredNext = "";
  }

  /** That node's JOIN does not count in the next round. */
  void barNext(String node) {
    barredNext = node;
  }

  /** False if we had heard that node's JOIN already, or it does not count. */
  boolean add(String node, int uptime) {
    return !node.equals(barred) && uptimeByNode.putIfAbsent(node, uptime) == null;
  }

  /** True if nobody need wait for that node's JOIN: it came, or does not count. */
  boolean counts(String node) {
    return uptimeByNode.containsKey(node) || node.equals(barred);
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

  boolean hasRequestOf(String node) {
    return majorByEarlyRequester.containsKey(node);
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
