package org.linuxha.heartbeat.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** What clients send in a calm world is delivered on every node it is meant for before the world ends. */
final class EverythingArrives implements Witness {
  static final String NAME = "in a calm world everything arrives";

  private final Map<String, Set<String>> awaitedByMark = new LinkedHashMap<>();

  /** From now on: each node's clients send so many messages to all and one to each node. */
  void send(Simulation world, int messages) {
    for (SimulatedNode node : world.nodes()) {
      for (int i = 0; i < messages; i++) {
        send(world, node, "last." + node.name() + "." + i, "");
      }
      for (SimulatedNode other : world.nodes()) {
        send(world, node, "last." + node.name() + "." + other.name(), other.name());
      }
    }
  }

  private void send(Simulation world, SimulatedNode from, String mark, String destination) {
    Set<String> awaited = new LinkedHashSet<>();
    for (SimulatedNode node : world.nodes()) {
      if (destination.isEmpty() || destination.equals(node.name())) {
        awaited.add(node.name());
      }
    }
    awaitedByMark.put(mark, awaited);
    from.submit(Traffic.message(mark, destination));
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.Delivered delivered
        && Traffic.TYPE.equals(delivered.message().type())) {
      arrived(node, delivered.message());
    }
  }

  private void arrived(SimulatedNode node, Message message) {
    String destination = message.text(Fields.DESTINATION, node.name());
    if (!destination.equals(node.name())) {
      throw new Violation(
          NAME, node.world().nanos(), node.name() + " delivers a message for " + destination);
    }
    awaitedByMark.getOrDefault(message.text(Traffic.MARK), new LinkedHashSet<>()).remove(node.name());
  }

  @Override
  public void finished(Simulation world) {
    awaitedByMark.forEach((mark, awaited) -> {
      if (!awaited.isEmpty()) {
        throw new Violation(NAME, world.nanos(), mark + " never arrived on " + awaited);
      }
    });
  }
}
