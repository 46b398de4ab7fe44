package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the candidate of a round collects: who heard whom (ccm.md 5.4). The order of its vertices decides between equals. */
final class Hearings {

  private record Answer(Bitmap heard, int maxTransition) {}

  /** Vertices in row order; null while the answer is missing. */
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  void start(Collection<String> nodes) {
    answers.clear();
    nodes.forEach(node -> answers.put(node, null));
  }

  boolean has(String node) {
    return answers.containsKey(node);
  }

  void addVertex(String node) {
    answers.putIfAbsent(node, null);
  }

  /** An empty list counts as an answer: connected to nobody. */
  void answer(String node, Bitmap heard, int maxTransition) {
    if (answers.containsKey(node)) {
      answers.put(node, new Answer(heard == null ? Bitmap.EMPTY : heard, maxTransition));
    }
  }

  void lost(String node) {
    answer(node, Bitmap.EMPTY, 0);
  }

  Bitmap heardBy(String node) {
    Answer answer = answers.get(node);
    return answer == null ? Bitmap.EMPTY : answer.heard();
  }

  boolean complete() {
    return !answers.containsValue(null);
  }

  /** Those whose answer is missing. */
  List<String> missing() {
    return answers.keySet().stream().filter(node -> answers.get(node) == null).toList();
  }

  /**
   * The largest group of nodes that all hear each other, the candidate itself among them.
   *
   * @param members who stays if several groups are the largest
   */
  Clique.Result largestGroup(String candidate, CcmNodes nodes, Collection<String> members) {
    List<Integer> vertices = new ArrayList<>();
    Map<Integer, Bitmap> heard = new HashMap<>();
    int self = nodes.index(candidate);
    for (String node : answers.keySet()) {
      if (nodes.has(node) && heardBy(node).contains(self)) {
        vertices.add(nodes.index(node));
        heard.put(nodes.index(node), heardBy(node));
      }
    }
    return Clique.largest(vertices, heard, members.stream().filter(nodes::has).map(nodes::index).toList());
  }

  /** The largest "highest major" among those nodes. */
  int largestMaxTransition(Collection<String> chosen) {
    int largest = 0;
    for (String node : chosen) {
      Answer answer = answers.get(node);
      largest = Math.max(largest, answer == null ? 0 : answer.maxTransition());
    }
    return largest;
  }

  /** The smallest "highest major" among those nodes: the next major is one more (ccm.md 5.3). */
  int smallestMaxTransition(Collection<String> chosen) {
    int smallest = Integer.MAX_VALUE;
    for (String node : chosen) {
      Answer answer = answers.get(node);
      smallest = Math.min(smallest, answer == null ? 0 : answer.maxTransition());
    }
    return smallest == Integer.MAX_VALUE ? 0 : smallest;
  }
}
