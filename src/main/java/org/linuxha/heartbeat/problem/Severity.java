package org.linuxha.heartbeat.problem;

/** How loud a problem is, in the words of the C daemon's log. */
public enum Severity {
  /** Part of normal life. */
  INFO,
  /** Unusual; nothing is wrong yet. */
  WARN,
  /** Something does not work. */
  ERROR,
  /** The cluster itself is in danger. */
  CRIT
}
