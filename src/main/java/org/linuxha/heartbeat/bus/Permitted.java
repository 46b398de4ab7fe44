package org.linuxha.heartbeat.bus;

import java.util.Map;
import java.util.Set;

/**
 * One line of {@code apiauth}: who may take part under a name, by effective user or effective group; either is enough,
 * supplementary groups do not count (client-api.md 5). Numbers of this host.
 */
public record Permitted(Set<Long> users, Set<Long> groups) {
  /** The line for names that have none. */
  private static final String OTHERS = "default";

  public Permitted {
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
  }

  public boolean allows(long user, long group) {
    return users.contains(user) || groups.contains(group);
  }

  /** The line for that name, or the one for all others; null if there is neither. */
  public static Permitted find(Map<String, Permitted> lines, String name) {
    Permitted own = lines.get(name);
    return own == null ? lines.get(OTHERS) : own;
  }
}
