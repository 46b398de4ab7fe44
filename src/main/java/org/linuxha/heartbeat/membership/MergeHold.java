package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/**
 * P8: in a merge the whole cluster dissolves and the new leader stands alone for a moment; C tells its
 * clients of a membership of one without quorum although nobody died (ccm.md 8.6). We hold such views back
 * until every live node with a CCM is in again, or the update time is over.
 */
final class MergeHold implements Habit {
  private final Machine machine;
  private boolean merging;
  private long endNanos;
  private long token;

  MergeHold(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void onMerge(Now now) {
    merging = true;
    token = 0;
  }

  @Override
  public void onAgreed(Now now) {
    if (merging && token == 0) {
      endNanos = now.nanos() + machine.config.updateNanos();
      token = machine.schedule(CcmTimer.Kind.HABIT, endNanos);
    }
  }

  @Override
  public String holdsView(Now now) {
    if (!merging || token == 0) {
      return null;
    }
    boolean complete =
        machine.nodes.live().stream()
            .allMatch(node -> machine.group.has(node.name) || !node.mayRun());
    if (complete || now.nanos() - endNanos >= 0) {
      merging = false;
      token = 0;
      return null;
    }
    return "merging: not everybody is in again";
  }
}
