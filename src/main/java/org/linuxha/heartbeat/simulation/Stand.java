package org.linuxha.heartbeat.simulation;

import java.util.List;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.CcmState;
import org.linuxha.heartbeat.membership.View;

/** Where a node stands: stable in an agreement that its clients know. */
final class Stand {
  private Stand() {}

  /** The agreement of that node in one text, or null if it is not stable, or its clients know another one. */
  static Agreement settled(SimulatedNode node) {
    ServiceLife service = node.service();
    if (service == null || service.state() != CcmState.JOINED || service.isInFlux()) {
      return null;
    }
    View view = service.view();
    Agreement agreed = service.agreement();
    boolean told =
        view != null && agreed != null && view.instance() == agreed.instance() && view.names().equals(agreed.members());
    return told ? agreed : null;
  }

  /** The same if its members are those, as one text to compare; else null. */
  static String of(SimulatedNode node, List<String> members) {
    Agreement agreed = settled(node);
    return agreed != null && agreed.members().equals(members)
        ? agreed.cookie() + " " + agreed.instance() + " " + agreed.leader() + " " + agreed.quorum()
        : null;
  }
}
