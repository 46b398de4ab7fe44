package org.linuxha.heartbeat.cluster;

import java.util.List;
import java.util.UUID;

/** What {@code hostcache} and {@code delhostcache} keep (wire.md 7): normal nodes and the deleted ones. */
public record NodeTable(List<Entry> nodes, List<Entry> deleted) {
  public NodeTable {
    nodes = List.copyOf(nodes);
    deleted = List.copyOf(deleted);
  }

  /** One line; {@code uuid} is null if unknown. */
  public record Entry(String name, UUID uuid, int weight, String site) {}

  public static final NodeTable EMPTY = new NodeTable(List.of(), List.of());
}
