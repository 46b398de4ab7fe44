package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Each life of a node speaks under one generation, higher than any before, and nobody sees it go back (wire.md 6.2). */
final class GenerationsRise implements Witness {
  static final String NAME = "generations never go back";

  private record Seen(DaemonLife observer, String node) {}

  private final Map<String, Long> livesByNode = new HashMap<>();
  private final Map<Seen, Long> seen = new HashMap<>();

  @Override
  public void started(SimulatedNode node) {
    rise(node, livesByNode, node.name(), node.life().identity().generation(), 1);
  }

  @Override
  public void transmitted(SimulatedNode node, Message message) {
    long generation = message.hex(Fields.GENERATION).orElse(0);
    if (generation != node.life().identity().generation()) {
      throw new Violation(NAME, node.world().nanos(), node.name() + " speaks as generation " + generation);
    }
  }

  @Override
  public void told(SimulatedNode node, ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeChanged changed) {
      rise(node, seen, new Seen(node.life(), changed.node()), changed.generation(), 0);
    }
  }

  private static <K> void rise(SimulatedNode node, Map<K, Long> known, K key, long generation, long least) {
    Long before = known.put(key, generation);
    if (before != null && generation < before + least) {
      throw new Violation(
          NAME, node.world().nanos(), node.name() + ": " + generation + " comes after " + before + " of " + key);
    }
  }
}
