package org.linuxha.heartbeat.feed;

import java.util.Arrays;

/** The kinds of line on the event stream (docs/events.md); the part before the dot is the family. */
enum EventType {
  /** Everything at once: the first line, and whenever the line before the next event is not known. */
  SNAPSHOT("snapshot"),
  /** The first line instead of a snapshot: what follows continues where the reader left off. */
  RESUMED("resumed"),
  /** Nothing happened; the stream lives. */
  PING("ping"),
  /** The last line: why the daemon ends the stream. */
  CUT("cut"),

  NODE_ADDED("node.added"),
  NODE_REMOVED("node.removed"),
  NODE_CHANGED("node.changed"),
  NODE_STATUS("node.status"),
  NODE_LATE("node.late"),
  LINK_STATUS("link.status"),
  LINK_MEDIUM("link.medium"),
  LINK_REJECTED("link.rejected"),
  MEMBERSHIP_FORMED("membership.formed"),
  MEMBERSHIP_INFLUX("membership.influx"),
  MEMBERSHIP_EVICTED("membership.evicted"),
  MEMBERSHIP_UNKNOWN("membership.unknown"),
  CLIENT_JOINED("client.joined"),
  CLIENT_LEFT("client.left"),
  DAEMON_STATE("daemon.state"),
  DAEMON_FLOW("daemon.flow"),
  DAEMON_AWAY("daemon.away"),
  DAEMON_NOTICE("daemon.notice");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  String family() {
    int dot = word.indexOf('.');
    return dot < 0 ? word : word.substring(0, dot);
  }

  /** True for what has a number of its own; the others are about the stream itself. */
  boolean isNumbered() {
    return word.indexOf('.') > 0;
  }

  /** True if that is the name of a numbered type or of a family of them. */
  static boolean isFilter(String word) {
    return Arrays.stream(values())
        .anyMatch(type -> type.isNumbered() && (type.word.equals(word) || type.family().equals(word)));
  }
}
