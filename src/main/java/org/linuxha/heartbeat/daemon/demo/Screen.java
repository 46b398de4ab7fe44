package org.linuxha.heartbeat.daemon.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What the terminal shows: nodes, views, the last tale, events, keys. Knows no terminal itself. */
final class Screen {
  private static final int REMEMBERED = 200;
  private static final int MOST_TALE_ROWS = 7;
  private static final int WIDEST = 120;

  private final Deque<Row> events = new ArrayDeque<>();
  private final String url;
  private String tale = "Three nodes are starting. They will find each other by multicast on this machine.";
  private String prompt = "";

  Screen(String url) {
    this.url = url;
  }

  void event(long millis, String who, String what) {
    Row row = new Row().add(String.format(Locale.ROOT, "%8.2f s  ", millis / 1000.0), Row.Ink.FAINT)
        .add(String.format("%-6s ", who), Row.Ink.STRONG).add(what, ink(what));
    events.addLast(row);
    if (events.size() > REMEMBERED) {
      events.removeFirst();
    }
  }

  private static Row.Ink ink(String what) {
    if (what.contains(" is dead") || what.startsWith("ended")) {
      return Row.Ink.BAD;
    }
    return what.contains(" is active") || what.contains(" is up") ? Row.Ink.GOOD : Row.Ink.PLAIN;
  }

  void tale(String text) {
    tale = text;
  }

  /** A question in the place of the keys; empty for none. */
  void prompt(String question) {
    prompt = question;
  }

  /** Exactly so many rows. */
  List<Row> rows(Scene now, int height, int width) {
    int measure = Math.min(width, WIDEST);
    List<Row> rows = new ArrayList<>();
    rows.add(title(now, measure));
    Row ways = new Row().add(" in a browser ", Row.Ink.FAINT).add(url, Row.Ink.KEY);
    if (width >= 88) {
      ways.add("   in another terminal ", Row.Ink.FAINT).add("bin/heartbeat demo kill bob");
    }
    rows.add(ways);
    rows.add(new Row());
    rows.addAll(NodeRows.of(now));
    List<Row> views = NodeRows.views(now);
    if (!views.isEmpty() && height >= 20) {
      rows.add(new Row());
      rows.addAll(views);
    }
    if (height >= 18) {
      rows.add(new Row());
    }
    rows.add(rule("WHAT HAPPENED", measure));
    for (String line : wrap(tale, measure - 2, MOST_TALE_ROWS)) {
      rows.add(new Row().add(" " + line));
    }
    rows.add(rule("WHAT THE NODES SAY", measure));
    List<Row> all = List.copyOf(events);
    int free = Math.max(0, height - 1 - rows.size());
    rows.addAll(all.subList(Math.max(0, all.size() - free), all.size()));
    while (rows.size() < height - 1) {
      rows.add(new Row());
    }
    List<Row> shown = new ArrayList<>(rows.subList(0, Math.max(0, height - 1)));
    shown.add(keys(width));
    return shown;
  }

  private static Row title(Scene now, int width) {
    long seconds = now.millis() / 1_000;
    String clock = String.format("%d:%02d ", seconds / 60, seconds % 60);
    Row row = new Row().add(" HEARTBEAT DEMO   three real nodes, two links, deadtime " + Timing.DEADTIME_MILLIS + " ms",
        Row.Ink.TITLE);
    return row.add(" ".repeat(Math.max(1, width - row.length() - clock.length())) + clock, Row.Ink.TITLE);
  }

  private static Row rule(String name, int width) {
    return new Row().add("── ", Row.Ink.FAINT).add(name, Row.Ink.FAINT)
        .add(" " + "─".repeat(Math.max(0, width - name.length() - 4)), Row.Ink.FAINT);
  }

  private Row keys(int width) {
    if (!prompt.isEmpty()) {
      return new Row().add(" " + prompt, Row.Ink.KEY);
    }
    Row row = new Row();
    List<String> keys = width < 100
        ? List.of("kill", "start", "pause", "cut", "delay", "lose", "heal", "quit")
        : List.of("kill", "start", "pause " + Timing.PAUSE_MILLIS + " ms", "cut a link", "delay a link",
            "lose " + Timing.LOSS_PERCENT + " %", "heal", "quit");
    for (String key : keys) {
      row.add(" " + key.charAt(0), Row.Ink.KEY).add(" " + key + " ");
    }
    return row;
  }

  /** Lines of at most that width, broken at blanks. */
  static List<String> wrap(String text, int width, int most) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines.size() <= most ? lines : lines.subList(0, most);
  }
}
