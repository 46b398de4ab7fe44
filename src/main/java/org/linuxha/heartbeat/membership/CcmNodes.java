package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The node table: all nodes but ping nodes, sorted by name byte by byte. A node's place is its index in
 * all lists on the wire, so every node must have the same table (ccm.md 2.1).
 */
final class CcmNodes {
  private final String self;
  private final TreeMap<String, CcmNode> byName = new TreeMap<>();

  CcmNodes(String self) {
    this.self = self;
  }

  String self() {
    return self;
  }

  /** False if the table is full or has that node already. */
  boolean add(String name, String status, int weight) {
    if (byName.containsKey(name) || byName.size() >= Bitmap.MAX_NODES) {
      return false;
    }
    byName.put(name, new CcmNode(name, status, weight));
    return true;
  }

  void remove(String name) {
    byName.remove(name);
  }

  int count() {
    return byName.size();
  }

  boolean has(String name) {
    return name != null && byName.containsKey(name);
  }

  /** That node, or null. */
  CcmNode get(String name) {
    return byName.get(name);
  }

  /** In order of their indices. */
  Collection<CcmNode> all() {
    return byName.values();
  }

  int index(String name) {
    return byName.headMap(name).size();
  }

  List<CcmNode> live() {
    return byName.values().stream().filter(CcmNode::isLive).toList();
  }

  int liveCount() {
    return live().size();
  }

  List<CcmNode> requesters() {
    return byName.values().stream().filter(CcmNode::hasRequest).toList();
  }

  void clearRequests() {
    byName.values().forEach(CcmNode::clearRequest);
  }

  /**
   * Whether we would lead: the highest major, then the greatest name among those who asked (ccm.md 5.1).
   */
  boolean selfIsHighestRequester() {
    CcmNode own = byName.get(self);
    for (CcmNode other : requesters()) {
      int byMajor = Integer.compare(other.requestMajor(), own.requestMajor());
      if (byMajor > 0 || (byMajor == 0 && other.name.compareTo(self) > 0)) {
        return false;
      }
    }
    return own.hasRequest();
  }

  Bitmap bitmap(Collection<String> names) {
    return Bitmap.of(names.stream().filter(byName::containsKey).map(this::index).toList());
  }

  /** The names behind a bitmap in order of their indices, or null if it names a place that we do not have. */
  List<String> names(Bitmap bitmap) {
    List<String> table = new ArrayList<>(byName.keySet());
    List<String> names = new ArrayList<>();
    for (int index : bitmap.indices()) {
      if (index >= table.size()) {
        return null;
      }
      names.add(table.get(index));
    }
    return names;
  }

  QuorumPlugin.Votes votes(Collection<String> members) {
    long total = byName.values().stream().mapToLong(CcmNode::weight).sum();
    long weight = members.stream().filter(byName::containsKey).mapToLong(name -> byName.get(name).weight()).sum();
    return new QuorumPlugin.Votes(members.size(), byName.size(), weight, total);
  }
}
