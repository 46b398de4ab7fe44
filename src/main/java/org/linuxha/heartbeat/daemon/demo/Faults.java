package org.linuxha.heartbeat.daemon.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the relay does to packets now. Immutable: the relay's thread always sees a whole one.
 *
 * @param cut links of nodes that carry nothing, in neither direction
 * @param lossPercent of every hundred packets from and to that node so many are lost
 */
record Faults(Set<Cable> cut, Map<String, Integer> lossPercent) {
  static final Faults NONE = new Faults(Set.of(), Map.of());

  /** One node's end of one link. */
  record Cable(String node, String link) {}

  Faults {
    cut = Set.copyOf(cut);
    lossPercent = Map.copyOf(lossPercent);
  }

  boolean isCut(String node, String link) {
    return cut.contains(new Cable(node, link));
  }

  int loss(String node) {
    return lossPercent.getOrDefault(node, 0);
  }

  boolean isNone() {
    return cut.isEmpty() && lossPercent.isEmpty();
  }

  Faults cutting(String node, String link) {
    Set<Cable> more = new HashSet<>(cut);
    more.add(new Cable(node, link));
    return new Faults(more, lossPercent);
  }

  /** Zero percent ends the loss. */
  Faults losing(String node, int percent) {
    Map<String, Integer> changed = new HashMap<>(lossPercent);
    if (percent == 0) {
      changed.remove(node);
    } else {
      changed.put(node, percent);
    }
    return new Faults(cut, changed);
  }

  /** Without what is done to that node. */
  Faults healing(String node) {
    Set<Cable> fewer = new HashSet<>(cut);
    fewer.removeIf(cable -> cable.node().equals(node));
    return new Faults(fewer, lossPercent).losing(node, 0);
  }
}
