package org.linuxha.heartbeat.daemon.demo;

import java.util.List;

/** A process that stood still for a while, as on an overloaded machine or a paused virtual one. */
final class PauseTale extends Tale {
  /** What comes of a pause shows within that time after it. */
  private static final long AFTERMATH_MILLIS = 1_500;

  private final String node;
  private final int millis;

  PauseTale(Scene before, String node, int millis) {
    super(before);
    this.node = node;
    this.millis = millis;
  }

  @Override
  String opening() {
    return node + " stands still for " + millis + " ms (SIGSTOP), as on an overloaded machine. Deadtime is "
        + Timing.DEADTIME_MILLIS + " ms.";
  }

  @Override
  boolean isOver(Scene now) {
    if (elapsed(now) < millis + AFTERMATH_MILLIS || now.bodies().get(node) == Scene.Body.PAUSED) {
      return false;
    }
    return buriers(now, node).isEmpty() || isBack(now);
  }

  private boolean isBack(Scene now) {
    return now.observers().contains(node)
        && now.observers().stream().allMatch(each -> now.said().get(each).statusOf(node).equals("active"))
        && now.viewIs(now.observers(), now.observers());
  }

  private String away(Scene now) {
    Observation after = now.said().get(node);
    Observation earlier = before().said().get(node);
    long own = after == null || earlier == null ? 0 : after.awayMillis() - earlier.awayMillis();
    return own > 0 ? " " + node + " itself noticed: it says that it was away for " + own + " ms, " : " ";
  }

  @Override
  String tell(Scene now) {
    if (!wasHeard(node)) {
      return node + " was stopped for " + millis + " ms, but it was not in the cluster: nobody could notice.";
    }
    List<String> buriers = buriers(now, node);
    List<String> buriedByNode =
        news(now).stream().filter(each -> each.observer().equals(node)).map(Scene.Entry::change)
            .filter(each -> each.isDeathOf(each.subject())).map(Change::subject).distinct().toList();
    String stopped = node + " was stopped for " + millis + " ms";
    String justice = buriedByNode.isEmpty()
        ? away(now).equals(" ") ? "" : away(now) + "and it judged nobody for a silence that was its own."
        : " " + node + " called " + Words.list(buriedByNode) + " dead.";
    if (buriers.isEmpty()) {
      return stopped + ". Nobody called it dead: its silence" + gap(now) + " stayed below deadtime, "
          + Timing.DEADTIME_MILLIS + " ms." + justice + again(now) + besides(now, node);
    }
    return stopped + ", and " + Words.list(buriers) + " called it dead" + silences(now, buriers, node)
        + "." + justice
        + (isBack(now) ? " When it went on it was taken in again, without a restart." : " It is not back yet.")
        + besides(now, append(buriedByNode, node));
  }

  /** Who was away may have missed a change of the membership, and asks. */
  private String again(Scene now) {
    boolean asked = news(now).stream().anyMatch(each -> each.change().kind() == Change.Kind.VIEW);
    return asked && now.viewIs(now.observers(), now.observers())
        ? " Since it might have missed something, they agreed on their membership again: it is the same." : "";
  }

  /** The longest gap that somebody complained about. */
  private String gap(Scene now) {
    return news(now).stream().map(Scene.Entry::change)
        .filter(each -> each.kind() == Change.Kind.NOTE && each.status().equals("node.late") && each.subject().equals(node))
        .map(Change::span).max(Long::compare).map(span -> ", " + span + " ms between two heartbeats,").orElse("");
  }

  private static String[] append(List<String> names, String name) {
    return java.util.stream.Stream.concat(names.stream(), java.util.stream.Stream.of(name)).toArray(String[]::new);
  }
}
