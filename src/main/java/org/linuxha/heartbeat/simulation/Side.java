package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Running daemons that hear each other, directly or through each other, both ways.
 *
 * @param complete whether each hears each, both ways
 * @param alone whether they hear nobody else and nobody else hears them
 */
record Side(List<SimulatedNode> nodes, boolean complete, boolean alone) {

  /** All sides of a world as its network is now. */
  static List<Side> of(Simulation world) {
    List<SimulatedNode> left = new ArrayList<>(world.nodes().stream().filter(Side::runs).toList());
    List<SimulatedNode> running = List.copyOf(left);
    List<Side> sides = new ArrayList<>();
    while (!left.isEmpty()) {
      Set<SimulatedNode> side = new LinkedHashSet<>(List.of(left.get(0)));
      while (side.addAll(running.stream().filter(node -> side.stream().anyMatch(known -> mutual(world, known, node))).toList())) {
        // one step further
      }
      left.removeAll(side);
      List<SimulatedNode> others = running.stream().filter(node -> !side.contains(node)).toList();
      sides.add(
          new Side(
              List.copyOf(running.stream().filter(side::contains).toList()),
              side.stream().allMatch(a -> side.stream().allMatch(b -> mutual(world, a, b))),
              others.stream().noneMatch(other -> side.stream().anyMatch(node -> anyWay(world, node, other)))));
    }
    return sides;
  }

  private static boolean runs(SimulatedNode node) {
    return node.isUp() && node.life().state() == DaemonLife.State.RUNNING && !node.life().isLeaving();
  }

  private static boolean mutual(Simulation world, SimulatedNode a, SimulatedNode b) {
    return a == b || world.network().carries(a.name(), b.name()) && world.network().carries(b.name(), a.name());
  }

  private static boolean anyWay(Simulation world, SimulatedNode a, SimulatedNode b) {
    return world.network().carries(a.name(), b.name()) || world.network().carries(b.name(), a.name());
  }

  List<String> names() {
    return nodes.stream().map(SimulatedNode::name).sorted().toList();
  }

  boolean isAllOurs() {
    return nodes.stream().noneMatch(SimulatedNode::isLikeC);
  }

  /** The rest of it. */
  Side without(Predicate<SimulatedNode> some) {
    return new Side(nodes.stream().filter(some.negate()).toList(), complete, alone);
  }

  /** Null if all of them agreed on being exactly themselves and told so; else who does not. */
  String disagreement() {
    String first = null;
    for (SimulatedNode node : nodes) {
      String stands = Stand.of(node, names());
      if (stands == null || first != null && !stands.equals(first)) {
        return describe();
      }
      first = stands;
    }
    return null;
  }

  String describe() {
    List<String> texts = new ArrayList<>();
    for (SimulatedNode node : nodes) {
      texts.add(node.name() + (node.isLikeC() ? " (C) " : " ") + node.service());
    }
    return String.join("; ", texts);
  }
}
