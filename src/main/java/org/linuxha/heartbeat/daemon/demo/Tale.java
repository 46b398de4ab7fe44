package org.linuxha.heartbeat.daemon.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What comes of one order: watches what the nodes say from then on, and tells it in a few sentences, with
 * the reason why nothing else happened. It says only what it saw.
 */
abstract class Tale {
  /** After so long it tells what there is to tell. */
  private static final long PATIENCE_MILLIS = 20_000;

  private final Scene before;

  Tale(Scene before) {
    this.before = before;
  }

  static Tale of(Order order, Scene before) {
    if (order instanceof Order.Kill kill) {
      return new KillTale(before, kill.node());
    } else if (order instanceof Order.Start start) {
      return new StartTale(before, start.node());
    } else if (order instanceof Order.Pause pause) {
      return new PauseTale(before, pause.node(), pause.millis());
    } else if (order instanceof Order.Cut cut) {
      return new CutTale(before, cut.node(), cut.link());
    } else if (order instanceof Order.Lose lose) {
      return new LossTale(before, lose.node(), lose.percent());
    } else if (order instanceof Order.Delay delay) {
      return new DelayTale(before, delay.node(), delay.link(), delay.millis());
    }
    return new HealTale(before, order.node());
  }

  /** What was done and what to look for. */
  abstract String opening();

  /** Whether all that was to be expected has happened. */
  abstract boolean isOver(Scene now);

  /** What happened and why nothing else did. */
  abstract String tell(Scene now);

  final boolean isRipe(Scene now) {
    return isOver(now) || elapsed(now) > PATIENCE_MILLIS;
  }

  final Scene before() {
    return before;
  }

  final long elapsed(Scene now) {
    return now.millis() - before.millis();
  }

  /** Whether anybody heard that node before the order: else nobody can miss it. */
  final boolean wasHeard(String node) {
    return before.observersBut(node).stream().anyMatch(each -> before.said().get(each).statusOf(node).matches("up|active"));
  }

  /** What the nodes said since the order. */
  final List<Scene.Entry> news(Scene now) {
    return now.since(before.journal().size());
  }

  /** Who called that node dead since the order. */
  final List<String> buriers(Scene now, String node) {
    return news(now).stream().filter(each -> each.change().isDeathOf(node)).map(Scene.Entry::observer)
        .distinct().toList();
  }

  /** Those who were called dead since the order, but for the given ones. */
  final List<String> deadBut(Scene now, String... expected) {
    List<String> dead = new ArrayList<>();
    for (Scene.Entry each : news(now)) {
      String subject = each.change().subject();
      if (each.change().isDeathOf(subject) && !List.of(expected).contains(subject) && !dead.contains(subject)) {
        dead.add(subject);
      }
    }
    return dead;
  }

  /** {@code after 1004 and 1012 ms of silence; deadtime is 1000 ms}: in the words of those who called it dead. */
  final String silences(Scene now, List<String> observers, String node) {
    return silences(news(now).stream()
        .filter(each -> each.change().isDeathOf(node) && observers.contains(each.observer())).toList());
  }

  static String silences(List<Scene.Entry> deaths) {
    List<Long> spans = deaths.stream().map(each -> each.change().span()).filter(span -> span > 0).toList();
    if (spans.isEmpty()) {
      return "";
    }
    boolean young = spans.stream().anyMatch(span -> span > Timing.DEADTIME_MILLIS + Timing.YOUTH_MILLIS - 500);
    return " after " + Words.list(spans.stream().map(String::valueOf).toList()) + " ms of silence (deadtime is "
        + Timing.DEADTIME_MILLIS + " ms" + (young ? ", and 2 s longer while a daemon is younger than 5 s" : "") + ")";
  }

  /** How the membership stands, for those who are asked; empty if they say nothing of it. */
  static String views(Scene now, List<String> observers) {
    return observers.stream()
        .filter(each -> now.said().get(each) != null && now.said().get(each).view() != null)
        .collect(Collectors.groupingBy(each -> key(now, each), java.util.LinkedHashMap::new, Collectors.toList()))
        .entrySet().stream()
        .map(group -> Words.list(group.getValue()) + group.getKey())
        .collect(Collectors.joining("; "));
  }

  private static String key(Scene now, String observer) {
    Observation.View view = now.said().get(observer).view();
    String votes = view.members().size() + " of " + now.nodes().size() + " votes, "
        + (view.quorum() ? "quorum" : "no quorum");
    if (!view.formed()) {
      return ": membership being agreed on";
    }
    return view.members().size() == 1
        ? " is alone: " + votes : ": membership of " + Words.list(view.members()) + ", " + votes;
  }

  static String sentence(String text) {
    return text.isEmpty() ? "" : " " + text + ".";
  }

  /** What happened besides; empty if nothing did. */
  final String besides(Scene now, String... expected) {
    List<String> dead = deadBut(now, expected);
    return dead.isEmpty() ? "" : " Besides, " + Words.list(dead) + " was called dead in that time.";
  }
}
