package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Severity;

/**
 * Members that died, until their death is dealt with. A death that starts a change waits while another
 * member is overdue, at most until that one's deadline, so that nodes which die together make one change; and one
 * that begins a round waits for {@link LateJudges}.
 */
final class Losses {
  private record Loss(Cause cause, long sinceNanos) {}

  private final Machine machine;
  private final LateJudges lateJudges;
  private final TreeMap<String, Loss> pending = new TreeMap<>();
  private final Map<String, Long> deadlineByOverdue = new HashMap<>();
  private boolean waiting;
  private boolean waitsForLateJudges;
  /** The timer that stands, and when it is due; 0 if none stands. */
  private long timerToken;
  private long timerDueNanos;

  Losses(Machine machine) {
    this.machine = machine;
    lateJudges = new LateJudges(machine);
  }

  void add(Cause cause, Now now) {
    pending.put(cause.node(), new Loss(cause, now.nanos()));
  }

  boolean has(String node) {
    return pending.containsKey(node);
  }

  void forget(String node) {
    takeBack(node);
    deadlineByOverdue.remove(node);
  }

  void clear() {
    pending.clear();
    waiting = false;
    waitsForLateJudges = false;
  }

  /** That node is heard again, in the life that it had: where its death was not dealt with yet, nothing has happened. */
  void takeBack(String node) {
    pending.remove(node);
    if (pending.isEmpty()) {
      clear();
    }
  }

  /** That node is silent; unless it is heard again it will be dead at that moment. */
  void overdue(String node, long deadlineNanos) {
    deadlineByOverdue.put(node, deadlineNanos);
  }

  /** It was heard again, or is dead. */
  void notOverdue(String node) {
    deadlineByOverdue.remove(node);
  }

  /** Whatever timer it was, that one does not stand any more. */
  void timerFired(long token) {
    if (token == timerToken) {
      timerToken = 0;
    }
  }

  /** Deals with what is pending, one after another in order of names, unless it shall wait. */
  void settle(Now now) {
    if (!pending.isEmpty() && !waitsForVerdict(now) && !waitsForLateJudges(now)) {
      settleAtOnce(now);
    }
  }

  /** Somebody's JOIN is here: there is no round any more that could begin too early. True if something waited for that. */
  boolean roundBegan(Now now) {
    boolean waited = waitsForLateJudges;
    if (waited) {
      settleAtOnce(now);
    }
    return waited;
  }

  private void settleAtOnce(Now now) {
    waiting = false;
    waitsForLateJudges = false;
    while (!pending.isEmpty()) {
      machine.lose(pending.pollFirstEntry().getValue().cause(), now);
    }
  }

  private boolean waitsForLateJudges(Now now) {
    if (!machine.conduct.waitsForVerdicts()) {
      return false;
    }
    long untilNanos = pending.values().stream().mapToLong(Loss::sinceNanos).max().orElseThrow() + lateJudges.latenessNanos();
    List<String> awaited = now.nanos() - untilNanos < 0 ? lateJudges.awaited(pending.keySet()) : List.of();
    waitsForLateJudges = !awaited.isEmpty();
    if (waitsForLateJudges) {
      wait("of C Heartbeat on " + String.join(", ", awaited) + ", which looks less often.", untilNanos, now);
    }
    return waitsForLateJudges;
  }

  private boolean waitsForVerdict(Now now) {
    if (machine.state() != CcmState.JOINED) {
      return false;
    }
    for (Map.Entry<String, Long> overdue : deadlineByOverdue.entrySet()) {
      String node = overdue.getKey();
      if (machine.group.has(node) && !has(node) && now.nanos() - overdue.getValue() < 0) {
        wait("about " + node + ", which is silent, too.", overdue.getValue(), now);
        return true;
      }
    }
    return false;
  }

  private void wait(String whose, long deadlineNanos, Now now) {
    if (!waiting) {
      waiting = true;
      machine.notice(
          Severity.INFO,
          "The loss of " + String.join(", ", pending.keySet()) + " waits up to "
              + (deadlineNanos - now.nanos()) / 1_000_000 + " ms for the verdict " + whose);
    }
    if (timerToken == 0 || timerDueNanos != deadlineNanos) {
      timerToken = machine.schedule(CcmTimer.Kind.LOSSES, deadlineNanos);
      timerDueNanos = deadlineNanos;
    }
  }
}
