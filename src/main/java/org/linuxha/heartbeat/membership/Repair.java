package org.linuxha.heartbeat.membership;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.cluster.Now;

/**
 * P14: groups merge only when a node comes back from the dead; one that was left out although its node
 * lives stays a group of its own for ever (ccm.md 10.19). The leader reminds such a node: one STATE_INFO
 * makes it ask to be taken in, or starts the merge of two groups.
 */
final class Repair implements Habit {
  /** Twice the time after which a node that nobody answers forms a group of its own. */
  private static final int FIRST_KEEPALIVES = 2 * 4 * 9;

  private static final int LOOK_KEEPALIVES = 9;
  private static final int MAX_DOUBLINGS = 6;

  private record Outside(long remindNanos, int times) {}

  private final Machine machine;
  private final PartialLoss partialLoss;
  private final Map<String, Outside> outside = new HashMap<>();
  private long token;

  Repair(Machine machine, PartialLoss partialLoss) {
    this.machine = machine;
    this.partialLoss = partialLoss;
  }

  @Override
  public void afterEvent(Now now) {
    outside.keySet().removeIf(node -> !isOutside(machine.nodes.get(node)));
    if (machine.state() != CcmState.JOINED || !machine.isLeader()) {
      return;
    }
    for (CcmNode node : machine.nodes.all()) {
      if (isOutside(node)) {
        outside.putIfAbsent(node.name, new Outside(now.nanos() + machine.config.times(FIRST_KEEPALIVES), 0));
      }
    }
    if (token == 0 && !outside.isEmpty()) {
      token = machine.schedule(CcmTimer.Kind.HABIT, now.nanos() + machine.config.times(LOOK_KEEPALIVES));
    }
  }

  private boolean isOutside(CcmNode node) {
    return node != null
        && node.isLive()
        && node.running() == CcmNode.Running.YES
        && !machine.group.has(node.name)
        && !machine.isSelf(node.name);
  }

  @Override
  public void onTimer(long due, Now now) {
    if (due != token) {
      return;
    }
    token = 0;
    if (machine.state() != CcmState.JOINED || !machine.isLeader()) {
      return;
    }
    outside.replaceAll(
        (node, since) -> {
          boolean tooEarly = now.nanos() - since.remindNanos() < 0 || partialLoss.refuses(node, now);
          return tooEarly ? since : remind(node, since, now);
        });
  }

  private Outside remind(String node, Outside since, Now now) {
    machine.sendTo(node, new CcmMessage.StateInfo(machine.stamp(), machine.state().wireName()));
    int times = Math.min(MAX_DOUBLINGS, since.times() + 1);
    return new Outside(now.nanos() + machine.config.times(FIRST_KEEPALIVES << times), times);
  }
}
