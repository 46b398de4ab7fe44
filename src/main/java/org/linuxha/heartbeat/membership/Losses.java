package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Severity;

/**
 * Members that died, until their death is dealt with. A death that starts a change waits while another
 * member is overdue, at most until that one's deadline, so that nodes which die together make one change.
 */
final class Losses {
  private final Machine machine;
  private final TreeMap<String, Cause> pending = new TreeMap<>();
  private final Map<String, Long> deadlineByOverdue = new HashMap<>();
  private boolean waiting;

  Losses(Machine machine) {
    this.machine = machine;
  }

  void add(Cause cause) {
    pending.put(cause.node(), cause);
  }

  boolean has(String node) {
    return pending.containsKey(node);
  }

  void forget(String node) {
    pending.remove(node);
    deadlineByOverdue.remove(node);
  }

  void clear() {
    pending.clear();
  }

  /** That node is silent; unless it is heard again it will be dead at that moment. */
  void overdue(String node, long deadlineNanos) {
    deadlineByOverdue.put(node, deadlineNanos);
  }

  /** It was heard again, or is dead. */
  void notOverdue(String node) {
    deadlineByOverdue.remove(node);
  }

  /** Deals with what is pending, one after another in order of names, unless it shall wait. */
  void settle(Now now) {
    if (pending.isEmpty() || waitsForVerdict(now)) {
      return;
    }
    waiting = false;
    while (!pending.isEmpty()) {
      machine.lose(pending.pollFirstEntry().getValue(), now);
    }
  }

  private boolean waitsForVerdict(Now now) {
    if (machine.state() != CcmState.JOINED) {
      return false;
    }
    for (Map.Entry<String, Long> overdue : deadlineByOverdue.entrySet()) {
      String node = overdue.getKey();
      if (machine.group.has(node) && !has(node) && now.nanos() - overdue.getValue() < 0) {
        wait(node, overdue.getValue(), now);
        return true;
      }
    }
    return false;
  }

  private void wait(String node, long deadlineNanos, Now now) {
    if (!waiting) {
      waiting = true;
      machine.notice(
          Severity.INFO,
          "The loss of " + String.join(", ", pending.keySet()) + " waits up to "
              + (deadlineNanos - now.nanos()) / 1_000_000 + " ms for the verdict about " + node + ", which is silent, too.");
    }
    machine.schedule(CcmTimer.Kind.LOSSES, deadlineNanos);
  }
}
