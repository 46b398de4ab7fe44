package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;

/**
 * The numbers of the views that a service tells only rise. So do the instances while all nodes are ours;
 * with C nodes about, an instance starts at 1 again after a reset (ccm.md 5.3). A view that became unknown
 * may be told again as it was.
 */
final class ViewNumbersRise implements Witness {
  static final String NAME = "view numbers rise";

  private final Map<ServiceLife, View> lastByService = new HashMap<>();
  private final Set<ServiceLife> unknown = new HashSet<>();

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    if (event instanceof MembershipEvent.Formed formed) {
      View before = lastByService.put(node.service(), formed.view());
      if (before != null) {
        judge(node, before, formed.view(), unknown.contains(node.service()) ? 0 : 1);
      }
      unknown.remove(node.service());
    } else if (event instanceof MembershipEvent.Unknown) {
      unknown.add(node.service());
    }
  }

  private static void judge(SimulatedNode node, View before, View view, int step) {
    boolean allOurs = node.world().nodes().stream().noneMatch(SimulatedNode::isLikeC);
    if (view.number() <= before.number() || allOurs && view.instance() < before.instance() + step) {
      throw new Violation(
          NAME, node.world().nanos(),
          node.name() + " tells view " + view.number() + " of instance " + view.instance() + " after view "
              + before.number() + " of instance " + before.instance());
    }
  }

  @Override
  public void ended(SimulatedNode node, boolean orderly) {
    lastByService.remove(node.service());
    unknown.remove(node.service());
  }
}
