package org.linuxha.heartbeat.client;

import java.util.Map;
import java.util.Set;

/**
 * Who may sign on under a name: effective user or effective group, either is enough (client-api.md 5).
 * Numbers of this host.
 */
public record Authorization(Set<Long> users, Set<Long> groups) {
  /** The entry of all casual clients. */
  static final String CASUAL = "anon";
  /** The entry of names that have none. */
  static final String OTHERS = "default";

  static final String NO_ENTRY = "no default client auth";
  static final String FAILED = "client failed authorization";

  public Authorization {
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
  }

  boolean allows(long user, long group) {
    return users.contains(user) || groups.contains(group);
  }

  /** Why that peer may not sign on, in C's words; null if it may. */
  static String refusal(Map<String, Authorization> table, String name, boolean casual, long user, long group) {
    Authorization entry = table.get(casual ? CASUAL : name);
    if (entry == null) {
      entry = table.get(OTHERS);
    }
    if (entry == null) {
      return NO_ENTRY;
    }
    return entry.allows(user, group) ? null : FAILED;
  }
}
