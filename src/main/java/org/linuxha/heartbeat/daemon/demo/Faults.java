package org.linuxha.heartbeat.daemon.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the relay does to packets now, and what the daemons do to their own. Immutable: the relay's thread always sees a whole one.
 *
 * @param cut links of nodes that carry nothing, in neither direction
 * @param lossPercent of every hundred packets from and to that node so many are lost
 * @param delayMillis how late packets are at that end, which the node's daemon does itself
 */
record Faults(Set<Cable> cut, Map<String, Integer> lossPercent, Map<Cable, Integer> delayMillis) {
  static final Faults NONE = new Faults(Set.of(), Map.of(), Map.of());

  /** One node's end of one link. */
  record Cable(String node, String link) {}

  Faults {
    cut = Set.copyOf(cut);
    lossPercent = Map.copyOf(lossPercent);
    delayMillis = Map.copyOf(delayMillis);
  }

  boolean isCut(String node, String link) {
    return cut.contains(new Cable(node, link));
  }

  int loss(String node) {
    return lossPercent.getOrDefault(node, 0);
  }

  /** How late packets are at that node, by link; links that are punctual are not in it. */
  Map<String, Integer> delays(String node) {
    return delayMillis.entrySet().stream().filter(each -> each.getKey().node().equals(node))
        .collect(Collectors.toMap(each -> each.getKey().link(), Map.Entry::getValue));
  }

  Faults delaying(String node, String link, int millis) {
    Map<Cable, Integer> later = new HashMap<>(delayMillis);
    later.put(new Cable(node, link), millis);
    return new Faults(cut, lossPercent, later);
  }

  boolean isNone() {
    return cut.isEmpty() && lossPercent.isEmpty() && delayMillis.isEmpty();
  }

  Faults cutting(String node, String link) {
    Set<Cable> more = new HashSet<>(cut);
    more.add(new Cable(node, link));
    return new Faults(more, lossPercent, delayMillis);
  }

  /** Zero percent ends the loss. */
  Faults losing(String node, int percent) {
    Map<String, Integer> changed = new HashMap<>(lossPercent);
    if (percent == 0) {
      changed.remove(node);
    } else {
      changed.put(node, percent);
    }
    return new Faults(cut, changed, delayMillis);
  }

  /** Without what is done to that node. */
  Faults healing(String node) {
    Set<Cable> fewer = new HashSet<>(cut);
    fewer.removeIf(cable -> cable.node().equals(node));
    Map<Cable, Integer> punctual = new HashMap<>(delayMillis);
    punctual.keySet().removeIf(cable -> cable.node().equals(node));
    return new Faults(fewer, lossPercent, punctual).losing(node, 0);
  }
}
