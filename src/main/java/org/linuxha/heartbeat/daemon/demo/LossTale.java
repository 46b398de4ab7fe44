package org.linuxha.heartbeat.daemon.demo;

import java.util.List;
import java.util.Locale;

/** A bad cable: packets get lost at random. */
final class LossTale extends Tale {
  private static final long WATCH_MILLIS = 6_000;

  private final String node;
  private final int percent;

  LossTale(Scene before, String node, int percent) {
    super(before);
    this.node = node;
    this.percent = percent;
  }

  @Override
  String opening() {
    return percent + " of a hundred packets from and to " + node + " are lost from now on, on all links. We watch for "
        + WATCH_MILLIS / 1_000 + " s.";
  }

  @Override
  boolean isOver(Scene now) {
    return elapsed(now) >= WATCH_MILLIS;
  }

  @Override
  String tell(Scene now) {
    long lost = now.lost() - before().lost();
    List<String> dead = deadBut(now);
    String numbers = percent + " % loss at " + node + ": in " + Words.span(elapsed(now)) + " the relay lost " + lost + " of "
        + (lost + now.carried() - before().carried()) + " packets of the cluster. ";
    if (!dead.isEmpty()) {
      return numbers + Words.list(dead) + " was called dead in that time.";
    }
    int row = Timing.DEADTIME_MILLIS / Timing.KEEPALIVE_MILLIS * before().links().size();
    return numbers + "Nobody was called dead: a heartbeat goes out every " + Timing.KEEPALIVE_MILLIS + " ms on "
        + before().links().size() + " links, so " + row + " in a row would have to be lost"
        + String.format(Locale.ROOT, " (chance %.0e)", Math.pow(percent / 100.0, row))
        + ". A message that is lost is asked for again by its number. It goes on until you heal it.";
  }
}
