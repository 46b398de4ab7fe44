package org.linuxha.heartbeat.daemon.demo;

/** Cables put back. */
final class HealTale extends Tale {
  private final String node;

  /**
   * @param node empty for all
   */
  HealTale(Scene before, String node) {
    super(before);
    this.node = node;
  }

  @Override
  String opening() {
    return "All cables" + (node.isEmpty() ? "" : " of " + node) + " carry again.";
  }

  @Override
  boolean isOver(Scene now) {
    return now.observers().stream().map(now.said()::get).allMatch(each -> now.observers().stream().allMatch(other ->
            each.statusOf(other).equals("active")
                && now.links().stream().filter(link -> !now.faults().isCut(other, link)).allMatch(link -> isUp(each, other, link, now))))
        && now.viewIs(now.observers(), now.observers());
  }

  /** A link that is cut at either end cannot be up: whose eyes they are is known by who is called {@code self}. */
  private static boolean isUp(Observation observer, String other, String link, Scene now) {
    boolean cutHere = now.said().entrySet().stream()
        .anyMatch(entry -> entry.getValue() == observer && now.faults().isCut(entry.getKey(), link));
    return cutHere || observer.isUp(other, link);
  }

  @Override
  String tell(Scene now) {
    if (!isOver(now)) {
      return "All cables" + (node.isEmpty() ? "" : " of " + node) + " carry again, but after " + Words.span(elapsed(now))
          + " not everybody is heard everywhere.";
    }
    if (before().faults().isNone()) {
      return "There was nothing to heal: nothing was cut or lost.";
    }
    boolean merged = before().said().values().stream()
        .anyMatch(each -> now.observers().stream().anyMatch(other -> each.statusOf(other).equals("dead")));
    return "Healed: after " + Words.span(elapsed(now)) + " everybody is heard on every link again. "
        + (merged
            ? "Who was cut off was taken in again without a restart, for its process and generation are the same."
            : "A link is up with the first packet that comes on it; no node changed its state.")
        + sentence(views(now, now.observers())) + besides(now);
  }
}
