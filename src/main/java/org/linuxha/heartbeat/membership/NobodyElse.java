package org.linuxha.heartbeat.membership;

import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/**
 * Where no other live node runs a CCM, standing alone is no membership that anybody agreed on: nothing is
 * told but that it is unknown, and why. Once some CCM was seen, or the others are dead, the view counts.
 */
final class NobodyElse implements Habit {
  private final Machine machine;

  NobodyElse(Machine machine) {
    this.machine = machine;
  }

  @Override
  public String holdsView(Now now) {
    if (machine.group.size() > 1 || machine.views.last() != null) {
      return null;
    }
    List<CcmNode> others =
        machine.nodes.live().stream().filter(node -> !machine.isSelf(node.name)).toList();
    boolean anyCcm = others.stream().anyMatch(node -> node.running() == CcmNode.Running.YES);
    if (others.isEmpty() || anyCcm) {
      return null;
    }
    return "no membership service answers on "
        + String.join(", ", others.stream().map(node -> node.name).toList());
  }
}
