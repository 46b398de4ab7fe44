package org.linuxha.heartbeat.daemon.demo;

import java.util.List;

/** A long way: what passes one link of a node comes late, by order of its own heartbeat.json. */
final class DelayTale extends Tale {
  private static final long WATCH_MILLIS = 5_000;

  private final String node;
  private final String link;
  private final int millis;

  DelayTale(Scene before, String node, String link, int millis) {
    super(before);
    this.node = node;
    this.link = link;
    this.millis = millis;
  }

  @Override
  String opening() {
    return "What " + node + " says and hears on link " + link + " is " + millis + " ms late from now on: its own daemon does that, since its"
        + " heartbeat.json has a section faults and it was told to read it again. We watch for " + WATCH_MILLIS / 1_000 + " s.";
  }

  @Override
  boolean isOver(Scene now) {
    return elapsed(now) >= WATCH_MILLIS;
  }

  private List<Scene.Entry> missers(Scene now) {
    return news(now).stream().filter(each -> each.change().kind() == Change.Kind.LINK && each.change().subject().equals(node)
        && each.change().link().equals(link) && each.change().status().equals("dead") && !each.observer().equals(node)).toList();
  }

  @Override
  String tell(Scene now) {
    String what = "Link " + link + " of " + node + " is " + millis + " ms late. ";
    List<String> dead = deadBut(now);
    if (!dead.isEmpty()) {
      return what + Words.list(dead) + " was called dead in that time.";
    }
    List<Scene.Entry> missers = missers(now);
    return what + (missers.isEmpty()
        ? "Nobody called the link dead: a heartbeat that is as late as the one before it comes just as often."
        : Words.list(missers.stream().map(Scene.Entry::observer).distinct().toList()) + " called the link dead" + silences(missers)
            + ": its packets come when later ones were heard on the other link, and such an old copy is no sign of life.")
        + " Nobody called the node dead: the other link brings each message in time. It goes on until you heal it.";
  }
}
