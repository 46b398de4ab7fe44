package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * P9 for a square, a ring, a chain: groups that live side by side because no larger set of nodes hears each other. Each
 * group's reminder (P14) dissolves the other, and with it its neighbours, for nothing; and as each node that leads reminds by a
 * count of its own, views change again and again. So whoever lives through such a merge counts it, whoever began it, and all of them remind
 * ever more seldom. A merge of which nobody knows a reason: the group had stood for a while, and no node and no link had come back.
 */
final class VainMerges implements Habit {
  /** Shorter than the time after which anybody is reminded; so short a group may be a step of the same merge. */
  private static final int STOOD_KEEPALIVES = 9;

  private static final int MAX_DOUBLINGS = 6;

  private final Machine machine;
  private boolean agreed;
  private long agreedNanos;
  private int merges;

  VainMerges(Machine machine) {
    this.machine = machine;
  }

  /** How often the time until the next reminder is to be doubled: the first such merge may have been somebody's return. */
  int doublings() {
    return Math.min(MAX_DOUBLINGS, Math.max(0, merges - 1));
  }

  @Override
  public void onAgreed(Now now) {
    agreed = true;
    agreedNanos = now.nanos();
  }

  @Override
  public void onGathering(Now now) {
    if (agreed && now.nanos() - agreedNanos >= machine.config.times(STOOD_KEEPALIVES)) {
      merges++;
    }
    agreed = false;
  }

  @Override
  public void onLinkUp(String node, Now now) {
    merges = 0;
  }

  @Override
  public void onStatus(CcmNode node, String previous, Now now) {
    if (previous.equals(CcmNode.DEAD) && node.isLive()) {
      merges = 0;
    }
  }

  /** It was not in vain: nobody is outside. */
  @Override
  public void afterEvent(Now now) {
    if (merges > 0 && machine.state() == CcmState.JOINED && nobodyIsOutside()) {
      merges = 0;
    }
  }

  private boolean nobodyIsOutside() {
    return machine.nodes.live().stream().allMatch(node -> machine.group.has(node.name) || !node.mayRun());
  }
}
