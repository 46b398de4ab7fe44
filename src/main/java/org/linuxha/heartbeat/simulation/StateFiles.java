package org.linuxha.heartbeat.simulation;

import java.util.UUID;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.NodeTable;

/**
 * The disk of a node: what {@code hb_generation}, {@code hb_uuid} and {@code hostcache} keep from one
 * life to the next (wire.md 7).
 */
final class StateFiles {
  private final String name;
  private final SeededRandom random;
  private long generation;
  private UUID uuid;
  private NodeTable table = NodeTable.EMPTY;

  StateFiles(String name, SeededRandom random) {
    this.name = name;
    this.random = random;
  }

  /** The identity of the next life: generation plus one, or from the clock if there is no file. */
  Identity nextLife(long wallSeconds, String capabilities) {
    generation = (generation == 0 ? wallSeconds : generation) + 1;
    if (uuid == null) {
      uuid = new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~0L >>> 2 | 1L << 63);
    }
    return new Identity(name, uuid, generation, capabilities);
  }

  NodeTable table() {
    return table;
  }

  void save(NodeTable newTable) {
    table = newTable;
  }

  boolean isEmpty() {
    return generation == 0;
  }

  /** The disk was replaced. */
  void lose() {
    generation = 0;
    uuid = null;
    table = NodeTable.EMPTY;
  }
}
