package org.linuxha.heartbeat.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.HeardThere;
import org.linuxha.heartbeat.cluster.LinkQuality;
import org.linuxha.heartbeat.cluster.NodeType;

/** One node as the event stream tells it. */
final class NodeModel {
  static final String ACTIVE = "active";
  static final String DEAD = "dead";

  final String name;
  final NodeType type;
  UUID uuid;
  int weight;
  String site;
  long generation;
  String capabilities = "";
  String status;
  String previousStatus = "";
  Moment since;
  String reason = "configured";
  Evidence evidence;
  long deaths;
  long lateHeartbeats;
  long heartbeatsBeyondDeadtime;
  long missed;
  long asked;
  long resent;
  final Map<String, LinkModel> links = new LinkedHashMap<>();

  NodeModel(String name, NodeType type, Moment since) {
    this.name = name;
    this.type = type;
    this.since = since;
  }

  boolean isDead() {
    return status.equals(DEAD);
  }

  /** One link of the node. */
  static final class LinkModel {
    boolean up;
    Moment since;
    String reason = "never heard";
    /** Null if never heard. As fresh as the last {@code Activity}: at most a second and a keepalive old. */
    Moment lastPacket;
    long packets;
    long duplicates;
    LinkQuality quality = LinkQuality.NONE;

    LinkModel(Moment since) {
      this.since = since;
    }

    /** It brings us the node, and the node does not hear us there. */
    boolean isOneWay() {
      return up && quality.heardThere() == HeardThere.NO;
    }
  }
}
