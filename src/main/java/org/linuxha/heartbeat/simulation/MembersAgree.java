package org.linuxha.heartbeat.simulation;

import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.CcmState;
import org.linuxha.heartbeat.membership.MembershipEvent;

/** Members that share a cookie agree on list, leader, instance and quorum. */
final class MembersAgree implements Witness {
  static final String NAME = "members that share a cookie agree on list, leader and quorum";

  private record Said(String node, String agreement) {}

  private final Map<String, Said> saidByCookie = new HashMap<>();
  private SimulatedNode changed;

  @Override
  public void told(SimulatedNode node, MembershipEvent event) {
    changed = node;
  }

  /** Within an event a machine may be half way; after it the agreement is whole. Only one node acts in an event. */
  @Override
  public void afterEvent(Simulation world) {
    if (changed == null) {
      return;
    }
    ServiceLife service = changed.service();
    if (service != null && service.state() == CcmState.JOINED) {
      judge(changed, service.agreement());
    }
    changed = null;
  }

  private void judge(SimulatedNode node, Agreement agreed) {
    String says =
        agreed.members() + " instance " + agreed.instance() + " leader " + agreed.leader() + " quorum " + agreed.quorum();
    Said before = saidByCookie.putIfAbsent(agreed.cookie(), new Said(node.name(), says));
    if (before != null && !before.agreement().equals(says)) {
      throw new Violation(
          NAME, node.world().nanos(), before.node() + " says " + before.agreement() + ", " + node.name() + " says " + says);
    }
  }
}
