package org.linuxha.heartbeat.daemon.demo;

import java.util.List;

/** A cable pulled: one of a node's links, or its last. */
final class CutTale extends Tale {
  private final String node;
  private final String link;
  private final boolean last;

  CutTale(Scene before, String node, String link) {
    super(before);
    this.node = node;
    this.link = link;
    this.last = before.links().stream().filter(each -> !each.equals(link)).allMatch(each -> before.faults().isCut(node, each));
  }

  @Override
  String opening() {
    return node + "'s link " + link + " is cut" + (last ? ", and it was its last one: nothing reaches it any more."
        : ". It is still heard on " + Words.list(others()) + ".");
  }

  private List<String> others() {
    return before().links().stream().filter(each -> !each.equals(link) && !before().faults().isCut(node, each)).toList();
  }

  @Override
  boolean isOver(Scene now) {
    return !wasHeard(node) || isHealed(now) || isNoticed(now);
  }

  private boolean isHealed(Scene now) {
    return !now.faults().isCut(node, link);
  }

  private boolean isNoticed(Scene now) {
    List<String> rest = now.observersBut(node);
    if (!last) {
      return rest.stream().noneMatch(each -> now.said().get(each).isUp(node, link));
    }
    Observation own = now.said().get(node);
    return rest.stream().allMatch(each -> now.said().get(each).statusOf(node).equals("dead"))
        && (own == null || rest.stream().allMatch(each -> own.statusOf(each).equals("dead")))
        && now.viewIs(rest, rest) && now.viewIs(List.of(node), List.of(node));
  }

  private List<Scene.Entry> linkDeaths(Scene now) {
    return news(now).stream().filter(each -> each.change().kind() == Change.Kind.LINK
        && each.change().subject().equals(node) && each.change().link().equals(link)
        && each.change().status().equals("dead") && !each.observer().equals(node)).toList();
  }

  @Override
  String tell(Scene now) {
    if (!wasHeard(node)) {
      return node + "'s link " + link + " was cut, but nobody heard " + node + " anyway.";
    }
    List<String> rest = now.observersBut(node);
    if (!isNoticed(now) && isHealed(now)) {
      return node + "'s link " + link + " was cut and carries again, before all had drawn their conclusions.";
    }
    if (!isNoticed(now)) {
      return node + "'s link " + link + " was cut, but after " + Words.span(elapsed(now)) + " not all have noticed.";
    }
    if (!last) {
      return node + "'s link " + link + " was cut. " + Words.list(rest) + " called the link dead" + silences(linkDeaths(now))
          + ", but not the node: "
          + (deadBut(now).isEmpty()
              ? "they still hear " + node + " on " + Words.list(others()) + ". That is what a second link is for"
                  + (now.hasViews() ? ": the membership did not change." : ".")
              : Words.list(deadBut(now)) + " was called dead all the same.");
    }
    String both = Words.list(rest) + " called " + node + " dead" + silences(now, rest, node) + ", and " + node
        + " called them dead: from inside, a pulled cable and dead neighbours look the same.";
    return node + " is cut off on all links. " + both + sentence(views(now, now.observers()))
        + (now.hasViews() ? " That is what votes are for: only the majority may act." : "")
        + " Nobody ended: heal it, and they find each other again.";
  }
}
