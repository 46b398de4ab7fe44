package org.linuxha.heartbeat.client;

import java.util.Map;
import org.linuxha.heartbeat.bus.Permitted;

/** Who may sign on, with C's reasons for a refusal (client-api.md 5). */
final class Authorization {
  /** The line of all casual clients. */
  static final String CASUAL = "anon";

  static final String NO_ENTRY = "no default client auth";
  static final String FAILED = "client failed authorization";

  private Authorization() {}

  /** Why that peer may not sign on, in C's words; null if it may. */
  static String refusal(Map<String, Permitted> lines, String name, boolean casual, long user, long group) {
    Permitted entry = Permitted.find(lines, casual ? CASUAL : name);
    if (entry == null) {
      return NO_ENTRY;
    }
    return entry.allows(user, group) ? null : FAILED;
  }
}
