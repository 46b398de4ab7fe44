package org.linuxha.heartbeat.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.linuxha.heartbeat.cluster.NodeType;

/** One node as clients ask about it. */
final class KnownNode {
  static final String ACTIVE = "active";
  static final String DEAD = "dead";

  final String name;
  final NodeType type;
  String status;
  UUID uuid;
  int weight;
  String site;
  /** Link name to whether it is up, in order of ha.cf. */
  final Map<String, Boolean> links = new LinkedHashMap<>();

  KnownNode(String name, NodeType type) {
    this.name = name;
    this.type = type;
  }

  static String linkWord(boolean up) {
    return up ? "up" : DEAD;
  }
}
