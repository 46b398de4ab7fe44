package org.linuxha.heartbeat.daemon.demo;

/**
 * One thing that one node said and had not said before.
 *
 * @param subject the node it is about; empty for a view
 * @param link the link of that node it is about; empty if it is about the node
 * @param status the new status; for a view its members
 * @param text for people
 */
record Change(Kind kind, String subject, String link, String status, String text) {
  enum Kind {
    NODE,
    LINK,
    VIEW,
    AWAY
  }

  boolean isDeathOf(String node) {
    return kind == Kind.NODE && status.equals("dead") && subject.equals(node);
  }
}
