package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/**
 * Where no other live node runs a CCM, standing alone is no membership that anybody agreed on: nothing is
 * told but that it is unknown, and why. Once some CCM was seen, or the others are dead, the view counts;
 * one that was told while they were dead is withdrawn when they live and no CCM of theirs shows up in the
 * time in which one would have joined us.
 */
final class NobodyElse implements Habit {
  /** As long as a node that nobody answers waits for a leader (ccm.md 4.1). */
  private static final int PATIENCE_KEEPALIVES = 4 * 9;

  private final Machine machine;
  private long token;
  private long endNanos;

  NobodyElse(Machine machine) {
    this.machine = machine;
  }

  @Override
  public String holdsView(Now now) {
    return machine.group.size() > 1 || machine.views.last() != null ? null : whyNobodyElse();
  }

  /** Null unless other nodes live and none of them shows a CCM. */
  private String whyNobodyElse() {
    List<CcmNode> others =
        machine.nodes.live().stream().filter(node -> !machine.isSelf(node.name)).toList();
    boolean anyCcm = others.stream().anyMatch(node -> node.running() == CcmNode.Running.YES);
    if (others.isEmpty() || anyCcm) {
      return null;
    }
    return "no membership service answers on "
        + String.join(", ", others.stream().map(node -> node.name).toList());
  }

  @Override
  public void afterEvent(Now now) {
    String reason = machine.state() == CcmState.JOINED && machine.group.size() == 1 ? whyNobodyElse() : null;
    if (reason == null) {
      token = 0;
      standsAgain(now);
    } else if (machine.views.stands() && token == 0) {
      endNanos = now.nanos() + machine.config.times(PATIENCE_KEEPALIVES);
      token = machine.schedule(CcmTimer.Kind.HABIT, endNanos);
    } else if (machine.views.stands() && now.nanos() - endNanos >= 0) {
      token = 0;
      machine.views.withdraw(reason);
    }
  }

  /** Those who did not answer are dead now. */
  private void standsAgain(Now now) {
    if (machine.views.isWithdrawn() && machine.state() == CcmState.JOINED && machine.nodes.liveCount() == 1) {
      machine.views.report(machine.group, "nobody else is alive", now);
    }
  }
}
