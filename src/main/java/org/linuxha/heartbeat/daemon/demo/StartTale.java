package org.linuxha.heartbeat.daemon.demo;

import java.util.List;

/** A node that comes back. */
final class StartTale extends Tale {
  private final String node;

  StartTale(Scene before, String node) {
    super(before);
    this.node = node;
  }

  @Override
  String opening() {
    return node + " is started: a new process, the same identity, the next generation.";
  }

  @Override
  boolean isOver(Scene now) {
    List<String> observers = now.observers();
    return observers.contains(node)
        && observers.stream().allMatch(each -> now.said().get(each).statusOf(node).equals("active"))
        && (now.isIsolated(node) || now.viewIs(observers, observers));
  }

  @Override
  String tell(Scene now) {
    if (!isOver(now)) {
      return node + " was started, but after " + Words.span(elapsed(now)) + " it is not active for all.";
    }
    List<String> others = now.observersBut(node);
    return node + " is back: active for " + Words.list(now.observers()) + " " + Words.span(elapsed(now))
        + " after its start. Its packets bear a new generation, so that nothing of its old life is taken for the new."
        + sentence(views(now, now.observers()))
        + (deadBut(now, node).isEmpty() && !others.isEmpty()
            ? " " + Words.list(others) + " went on all the while."
            : besides(now, node));
  }
}
