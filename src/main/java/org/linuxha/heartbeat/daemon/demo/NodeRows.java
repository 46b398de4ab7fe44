package org.linuxha.heartbeat.daemon.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of nodes, and the views below it. */
final class NodeRows {
  private static final int STATE = 12;
  private static final int OTHERS = 25;
  private static final int LINKS = 52;
  private static final int LINK_WIDTH = 14;
  private static final int PLAIN_COLUMNS = 200;

  private NodeRows() {}

  static List<Row> of(Scene now) {
    List<Row> rows = new ArrayList<>();
    Row head = new Row().add("   NODE", Row.Ink.FAINT).to(STATE).add("STATE", Row.Ink.FAINT).to(OTHERS)
        .add("THE OTHERS SAY", Row.Ink.FAINT);
    for (int i = 0; i < now.links().size(); i++) {
      head.to(LINKS + i * LINK_WIDTH).add("LINK " + now.links().get(i), Row.Ink.FAINT);
    }
    rows.add(head);
    for (String node : now.nodes()) {
      rows.add(row(now, node));
    }
    return rows;
  }

  /** Table and views as lines for any terminal. */
  static List<String> plain(Scene now) {
    List<Row> rows = new ArrayList<>(of(now));
    rows.addAll(views(now));
    return rows.stream().map(row -> row.paint(PLAIN_COLUMNS, false, false)).toList();
  }

  private static Row row(Scene now, String node) {
    Row row = new Row().add(" " + (now.nodes().indexOf(node) + 1) + " ", Row.Ink.KEY).add(node, Row.Ink.STRONG).to(STATE);
    state(row, now, node);
    row.to(OTHERS);
    others(row, now, node);
    for (int i = 0; i < now.links().size(); i++) {
      link(row.to(LINKS + i * LINK_WIDTH), now, node, now.links().get(i));
    }
    return row;
  }

  private static void state(Row row, Scene now, String node) {
    Observation own = now.said().get(node);
    switch (now.bodies().get(node)) {
      case KILLED -> row.add("○ killed", Row.Ink.BAD);
      case ENDED -> row.add("○ ended", Row.Ink.BAD);
      case PAUSED -> row.add("◐ stopped", Row.Ink.CARE);
      case RUNNING -> {
        String status = own == null ? "starting" : own.statusOf(node);
        boolean active = status.equals("active");
        row.add((active ? "● " : "◐ ") + status, active ? Row.Ink.GOOD : Row.Ink.CARE);
      }
    }
  }

  private static void others(Row row, Scene now, String node) {
    Map<String, List<String>> byStatus = new LinkedHashMap<>();
    for (String observer : now.observersBut(node)) {
      byStatus.computeIfAbsent(now.said().get(observer).statusOf(node), status -> new ArrayList<>()).add(observer);
    }
    String separator = "";
    for (Map.Entry<String, List<String>> each : byStatus.entrySet()) {
      String status = each.getKey();
      String since = status.equals("dead")
          ? " for " + Words.span(now.said().get(each.getValue().get(0)).peers().get(node).sinceAgoMillis()) : "";
      row.add(separator).add(status + since, ink(status));
      if (byStatus.size() > 1) {
        row.add(" " + String.join(",", each.getValue()), Row.Ink.FAINT);
      }
      separator = "  ";
    }
  }

  private static Row.Ink ink(String status) {
    return switch (status) {
      case "active" -> Row.Ink.GOOD;
      case "dead" -> Row.Ink.BAD;
      default -> Row.Ink.CARE;
    };
  }

  private static void link(Row row, Scene now, String node, String link) {
    List<String> observers = now.observersBut(node);
    long up = observers.stream().filter(each -> now.said().get(each).isUp(node, link)).count();
    String word = up == observers.size() ? "● up" : up == 0 ? "○ dead" : "◐ up for " + up;
    String fault = now.faults().isCut(node, link) ? " cut"
        : now.faults().loss(node) > 0 ? " -" + now.faults().loss(node) + "%"
        : now.faults().delays(node).containsKey(link) ? " +" + now.faults().delays(node).get(link) + "ms" : "";
    Row.Ink ink = up == observers.size() ? Row.Ink.GOOD : up == 0 ? Row.Ink.BAD : Row.Ink.CARE;
    row.add(observers.isEmpty() ? "-" : word, observers.isEmpty() ? Row.Ink.FAINT : ink).add(fault, Row.Ink.CARE);
  }

  /** A line for each view that somebody is in: one, unless the cluster is split. */
  static List<Row> views(Scene now) {
    Map<List<String>, List<String>> whoIsIn = new LinkedHashMap<>();
    Map<List<String>, Observation.View> views = new LinkedHashMap<>();
    now.said().forEach((observer, said) -> {
      if (said.view() != null) {
        whoIsIn.computeIfAbsent(said.view().members(), members -> new ArrayList<>()).add(observer);
        views.putIfAbsent(said.view().members(), said.view());
      }
    });
    List<Row> rows = new ArrayList<>();
    views.forEach((members, view) -> {
      Row row = new Row().add("   MEMBERSHIP", Row.Ink.FAINT).add("  ").add(Words.list(members), Row.Ink.STRONG);
      if (view.formed()) {
        row.add("  " + members.size() + " of " + now.nodes().size() + " votes: ")
            .add(view.quorum() ? "quorum" : "no quorum", view.quorum() ? Row.Ink.GOOD : Row.Ink.CARE);
      } else {
        row.add("  being agreed on anew", Row.Ink.CARE);
      }
      if (views.size() > 1) {
        row.add("  says " + Words.list(whoIsIn.get(members)), Row.Ink.FAINT);
      }
      rows.add(row);
    });
    return rows;
  }
}
