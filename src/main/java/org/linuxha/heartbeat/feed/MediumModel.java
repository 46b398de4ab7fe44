package org.linuxha.heartbeat.feed;

import java.util.Map;

/** One medium of ours as the event stream tells it. */
final class MediumModel {
  final String id;
  final String kind;
  final String link;
  boolean open;
  long sinceMillis;
  String fault = "";
  Map<String, Long> rejected = Map.of();

  MediumModel(String id, String kind, String link) {
    this.id = id;
    this.kind = kind;
    this.link = link;
  }
}
