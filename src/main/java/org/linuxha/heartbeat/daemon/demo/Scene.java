package org.linuxha.heartbeat.daemon.demo;

import java.util.List;
import java.util.Map;

/**
 * The whole demo at one moment: what the nodes say, and what we did to them.
 *
 * @param millis since the demo's start
 * @param said what each running node said last
 * @param bodies what we know of each node's process
 * @param carried packets the relay carried so far
 * @param lost packets it lost on purpose so far
 * @param journal everything the nodes said so far, in order
 */
record Scene(
    long millis,
    List<String> nodes,
    List<String> links,
    Map<String, Observation> said,
    Map<String, Body> bodies,
    Faults faults,
    long carried,
    long lost,
    List<Entry> journal) {

  /** A process. */
  enum Body {
    RUNNING,
    PAUSED,
    /** Ended by us. */
    KILLED,
    /** Ended without us. */
    ENDED
  }

  /** Something a node said, and when, in milliseconds since the demo's start. */
  record Entry(long millis, String observer, Change change) {}

  /** Those that run and have said something. */
  List<String> observers() {
    return nodes.stream().filter(said::containsKey).toList();
  }

  List<String> observersBut(String node) {
    return observers().stream().filter(each -> !each.equals(node)).toList();
  }

  boolean isIsolated(String node) {
    return links.stream().allMatch(link -> faults.isCut(node, link));
  }

  /** What was said after the first so many entries. */
  List<Entry> since(int entries) {
    return journal.subList(entries, journal.size());
  }

  /** All run, all are active for all, and heard on all links. */
  boolean isComplete() {
    return observers().size() == nodes.size()
        && said.values().stream().allMatch(each -> each.isComplete(nodes))
        && viewIs(nodes, nodes);
  }

  /** True if all those are in a view of exactly these members, or say nothing of views. */
  boolean viewIs(List<String> observers, List<String> members) {
    return observers.stream().map(said::get).allMatch(each ->
        each != null && (each.view() == null
            || each.view().formed() && each.view().members().equals(members.stream().sorted().toList())));
  }

  boolean hasViews() {
    return said.values().stream().anyMatch(each -> each.view() != null);
  }
}
