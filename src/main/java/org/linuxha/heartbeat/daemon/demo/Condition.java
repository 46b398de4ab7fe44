package org.linuxha.heartbeat.daemon.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Something about the cluster that a script expects. */
sealed interface Condition {
  String HELP = "NODE STATUS, NODE says NODE STATUS, NODE LINK up|dead, view NODE..., or told TEXT";

  /**
   * @param tales everything told so far
   */
  boolean holds(Scene now, List<String> tales);

  /** All others that run say so. */
  record Status(String node, String status) implements Condition {
    @Override
    public boolean holds(Scene now, List<String> tales) {
      List<String> observers = now.observersBut(node);
      return !observers.isEmpty()
          && observers.stream().allMatch(each -> now.said().get(each).statusOf(node).equals(status));
    }
  }

  record Says(String observer, String node, String status) implements Condition {
    @Override
    public boolean holds(Scene now, List<String> tales) {
      return now.said().containsKey(observer) && now.said().get(observer).statusOf(node).equals(status);
    }
  }

  /** All others that run say so of that link of that node. */
  record Link(String node, String link, boolean up) implements Condition {
    @Override
    public boolean holds(Scene now, List<String> tales) {
      List<String> observers = now.observersBut(node);
      return !observers.isEmpty()
          && observers.stream().allMatch(each -> now.said().get(each).isUp(node, link) == up);
    }
  }

  /** Each of them is in a view of exactly them. */
  record Members(List<String> members) implements Condition {
    @Override
    public boolean holds(Scene now, List<String> tales) {
      return members.stream().allMatch(each ->
          now.said().containsKey(each) && now.said().get(each).view() != null && now.viewIs(List.of(each), members));
    }
  }

  record Told(String text) implements Condition {
    @Override
    public boolean holds(Scene now, List<String> tales) {
      return tales.stream().anyMatch(each -> each.contains(text));
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static Condition parse(String text) {
    if (text.startsWith("told ")) {
      return new Told(text.substring(5).strip());
    }
    List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\s+"));
    if (words.get(0).equals("view") && words.size() > 1) {
      return new Members(words.subList(1, words.size()).stream().map(Condition::node).sorted().toList());
    }
    if (words.size() == 4 && words.get(1).equals("says")) {
      return new Says(node(words.get(0)), node(words.get(2)), words.get(3));
    }
    if (words.size() == 3 && DemoCluster.LINKS.contains(words.get(1)) && words.get(2).matches("up|dead")) {
      return new Link(node(words.get(0)), words.get(1), words.get(2).equals("up"));
    }
    if (words.size() == 2) {
      return new Status(node(words.get(0)), words.get(1));
    }
    throw new IllegalArgumentException("'" + Words.printable(text) + "' cannot be expected; there are: " + HELP + ".");
  }

  private static String node(String word) {
    if (!DemoCluster.NODES.contains(word)) {
      throw new IllegalArgumentException(
          "There is no node " + Words.printable(word) + "; there are " + Words.list(DemoCluster.NODES) + ".");
    }
    return word;
  }
}
