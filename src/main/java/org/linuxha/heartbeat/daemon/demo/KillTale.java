package org.linuxha.heartbeat.daemon.demo;

import java.util.List;

/** A process that ended without a word. */
final class KillTale extends Tale {
  private final String node;

  KillTale(Scene before, String node) {
    super(before);
    this.node = node;
  }

  @Override
  String opening() {
    return node + " is killed (SIGKILL): it cannot say goodbye. The others will notice its silence.";
  }

  @Override
  boolean isOver(Scene now) {
    List<String> others = listeners(now);
    return buriers(now, node).containsAll(others)
        && others.stream().map(each -> now.said().get(each)).allMatch(each ->
            each.view() == null || !each.view().members().contains(node));
  }

  /** Those who can notice: they heard it before. */
  private List<String> listeners(Scene now) {
    return now.observersBut(node).stream()
        .filter(each -> before().said().containsKey(each)
            && !before().said().get(each).statusOf(node).equals("dead"))
        .toList();
  }

  @Override
  String tell(Scene now) {
    List<String> others = listeners(now);
    if (others.isEmpty()) {
      return node + " was killed. " + (now.observersBut(node).isEmpty() ? "Nobody is there to notice."
          : "The others had not heard it in this life, so there is nothing for them to notice.");
    }
    List<String> buriers = buriers(now, node).stream().filter(others::contains).toList();
    if (!buriers.containsAll(others)) {
      return node + " was killed, but after " + Words.span(elapsed(now)) + " not all have called it dead: "
          + (buriers.isEmpty() ? "nobody did." : Words.list(buriers) + " did.");
    }
    List<String> left = now.observersBut(node);
    return node + " was killed. " + Words.list(buriers) + " called it dead" + silences(now, buriers, node)
        + "." + sentence(views(now, left))
        + (left.size() > 1 && deadBut(now, node).isEmpty()
            ? " Nothing else happened: " + Words.list(left) + " still hear each other."
            : besides(now, node));
  }
}
