package org.linuxha.heartbeat.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The wishes to be called that are still open. A timer is never cancelled: one that is no longer
 * here when it fires is stale. Knowing when the earliest is due tells how late our own clock is.
 */
final class Agenda {
  private final Effects effects;
  private final Map<Long, Long> dueByToken = new HashMap<>();
  private final TreeMap<Long, Integer> countByDue = new TreeMap<>();
  private long lastToken;

  Agenda(Effects effects) {
    this.effects = effects;
  }

  /** Asks for a call at that moment; the token identifies this wish. */
  long at(Timer.Kind kind, String subject, long dueNanos) {
    long token = ++lastToken;
    dueByToken.put(token, dueNanos);
    countByDue.merge(dueNanos, 1, Integer::sum);
    effects.schedule(new Timer(kind, subject, token), dueNanos);
    return token;
  }

  /** Forgets a wish; its timer will be stale when it fires. Token 0 is no wish. */
  void drop(long token) {
    Long due = dueByToken.remove(token);
    if (due != null) {
      countByDue.computeIfPresent(due, (when, count) -> count == 1 ? null : count - 1);
    }
  }

  /** True if the timer was still wanted; it is done with from now on. */
  boolean take(Timer timer) {
    boolean wanted = dueByToken.containsKey(timer.token());
    drop(timer.token());
    return wanted;
  }

  /** How long the earliest open wish has been due; 0 if none is. */
  long overdueNanos(long nowNanos) {
    return countByDue.isEmpty() ? 0 : Math.max(0, nowNanos - countByDue.firstKey());
  }
}
