package org.linuxha.heartbeat.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.NodeType;

/** One node as the event stream tells it. Times are milliseconds since 1970. */
final class NodeModel {
  final String name;
  final NodeType type;
  UUID uuid;
  int weight;
  String site;
  long generation;
  String capabilities = "";
  String status;
  String previousStatus = "";
  long sinceMillis;
  String reason = "configured";
  Evidence evidence;
  final Map<String, LinkModel> links = new LinkedHashMap<>();

  NodeModel(String name, NodeType type, long sinceMillis) {
    this.name = name;
    this.type = type;
    this.sinceMillis = sinceMillis;
  }

  /** One link of the node. */
  static final class LinkModel {
    boolean up;
    long sinceMillis;
    String reason = "never heard";
    /** 0 if never heard. */
    long lastPacketMillis;
    long packets;
    long duplicates;
  }
}
