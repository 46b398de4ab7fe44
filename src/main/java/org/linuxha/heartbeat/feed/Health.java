package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.config.LinkFault;

/**
 * What an administrator should look at, a sentence each; nothing if all is well. Findings are of this
 * moment; what the configuration asks for and this version lacks is no finding.
 */
final class Health {
  private final ClusterModel model;
  private final String self;

  Health(ClusterModel model, String self) {
    this.model = model;
    this.self = self;
  }

  /** True when communication is up: the rest of the cluster can count on this node. */
  boolean isReady() {
    return model.state() == LocalState.ACTIVE;
  }

  List<String> findings() {
    List<String> findings = new ArrayList<>();
    if (!isReady()) {
      findings.add(notReady());
    }
    model.media().stream().filter(medium -> !medium.open).forEach(medium -> findings.add(
        "Medium " + medium.kind + " " + model.titles().title(medium.link) + " does not work: " + medium.fault));
    model.media().forEach(medium -> {
      LinkFault simulated = model.titles().plan(medium.id).fault();
      if (!simulated.isNone()) {
        findings.add("SIMULATED FAULTS on medium " + medium.kind + " " + model.titles().title(medium.link) + ": " + simulated.sentence()
            + ". heartbeat.json wants it so; it is for demonstration alone.");
      }
    });
    for (NodeModel node : model.nodes()) {
      if (!node.name.equals(self)) {
        judge(node, findings);
      }
    }
    judgeMembership(findings);
    if (!model.scheduling().reason().isEmpty()) {
      findings.add(model.scheduling().reason());
    }
    if (model.paused()) {
      findings.add("Local programs have to wait before they may send: " + model.pauseReason() + ".");
    }
    return findings;
  }

  /** No finding where it is unknown: a cluster whose C nodes run no ccm has none. */
  private void judgeMembership(List<String> findings) {
    MembershipModel membership = model.membership();
    if (membership.state() == MembershipModel.State.EVICTED) {
      findings.add("This node is not in the membership: " + membership.reason() + ".");
    } else if (membership.state() == MembershipModel.State.FORMED && !membership.quorum()) {
      findings.add("The membership has no quorum: it has " + membership.view().members().size() + " of "
          + model.nodes().stream().filter(node -> node.type == NodeType.NORMAL).count() + " nodes.");
    }
  }

  String notReady() {
    String state = model.state().name().toLowerCase(Locale.ROOT);
    String reason = model.stateReason().isEmpty() ? "" : " (" + model.stateReason() + ")";
    return "Communication is not up: this node is in state " + state + reason + ".";
  }

  private void judge(NodeModel node, List<String> findings) {
    String what = node.type == NodeType.PING ? "Ping node " : "Node ";
    if (node.isDead()) {
      findings.add(what + node.name + " is dead: " + node.reason + ".");
      return;
    }
    if (node.type == NodeType.NORMAL && !node.status.equals(NodeModel.ACTIVE)) {
      findings.add(what + node.name + " is not active: its status is " + node.status + ".");
    }
    node.links.forEach((name, link) -> {
      if (!link.up && isExpected(node, name)) {
        findings.add("Link " + model.titles().title(name) + " of node " + node.name + " is dead: " + link.reason + ".");
      }
    });
  }

  /**
   * Whether packets of that node should come on that link. Our own need not come back, and with three
   * or more nodes a line to one peer never carries the others. A node that was heard on a link once
   * belongs there.
   */
  boolean isExpected(NodeModel node, String linkName) {
    if (node.name.equals(self)) {
      return false;
    }
    if (node.links.get(linkName).lastPacket != null || node.type == NodeType.PING) {
      return true;
    }
    long peers =
        model.nodes().stream()
            .filter(each -> each.type == NodeType.NORMAL && !each.name.equals(self))
            .count();
    return peers == 1
        || model.media().stream()
            .anyMatch(medium -> medium.link.equals(linkName) && !medium.isPointToPoint());
  }
}
