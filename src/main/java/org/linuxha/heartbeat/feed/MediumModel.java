package org.linuxha.heartbeat.feed;

import java.util.Map;

/** One medium of ours as the event stream tells it. */
final class MediumModel {
  final String id;
  final String kind;
  final String link;
  boolean open;
  Moment since;
  String faultId = "";
  String fault = "";
  long sent;
  long sendFailures;
  /** Lost on purpose, in both directions. */
  long spoiled;
  /** Null if nothing was sent. */
  Moment lastSent;
  Map<String, Long> rejected = Map.of();

  MediumModel(String id, String kind, String link) {
    this.id = id;
    this.kind = kind;
    this.link = link;
  }

  /** True if it reaches one peer alone, so that other nodes are never heard on it. */
  boolean isPointToPoint() {
    return kind.equals("ucast") || kind.equals("ucast6") || kind.equals("serial");
  }
}
