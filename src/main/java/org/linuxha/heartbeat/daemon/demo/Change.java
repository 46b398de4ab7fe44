package org.linuxha.heartbeat.daemon.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that one node said and had not said before.
 *
 * @param subject the node it is about; empty for a view
 * @param link the link of that node it is about; empty if it is about the node
 * @param status the new status; for a view its members
 * @param text for people
 */
record Change(Kind kind, String subject, String link, String status, String text) {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9}) ms");

  enum Kind {
    NODE,
    LINK,
    VIEW,
    AWAY,
    /** Something else worth a line: a late heartbeat, a warning. */
    NOTE
  }

  /** The first time span in its text, in milliseconds; 0 if there is none. */
  long span() {
    Matcher span = SPAN.matcher(text);
    return span.find() ? Long.parseLong(span.group(1)) : 0;
  }

  boolean isDeathOf(String node) {
    return kind == Kind.NODE && status.equals("dead") && subject.equals(node);
  }
}
