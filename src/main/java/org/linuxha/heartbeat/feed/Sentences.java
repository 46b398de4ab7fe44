package org.linuxha.heartbeat.feed;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.membership.View;

/** Events in one sentence each, for people: {@code hb watch}, the page, the demonstration. */
final class Sentences {
  private Sentences() {}

  static String removed(ClusterEvent.NodeRemoved removed) {
    return "Node " + removed.node() + " does not belong to the cluster any more: " + removed.reason() + ".";
  }

  static String changed(ClusterEvent.NodeChanged changed) {
    String site = changed.site() == null || changed.site().isEmpty() ? "" : ", site " + changed.site();
    String runs = changed.capabilities().isEmpty() ? "" : ", runs " + changed.capabilities();
    return "Node " + changed.node() + " is known better: generation " + changed.generation() + ", weight "
        + changed.weight() + site + runs + ".";
  }

  static String status(ClusterEvent.NodeStatus status, String self, LinkTitles titles) {
    String who = status.node().equals(self) ? "This node, " + status.node() + "," : what(status.type()) + status.node();
    return status.status().equals(NodeModel.DEAD)
        ? who + " is dead: " + silence(status.evidence(), status.reason(), titles) + "."
        : who + " is " + status.status() + ": " + status.reason() + ".";
  }

  private static String what(NodeType type) {
    return type == NodeType.PING ? "Ping node " : "Node ";
  }

  /** The reason with its numbers. */
  private static String silence(Evidence evidence, String reason, LinkTitles titles) {
    if (evidence == null) {
      return reason;
    }
    String last = evidence.lastLink().isEmpty() ? "it was never heard" : "its last packet came on " + titles.title(evidence.lastLink());
    String absence =
        evidence.absentMillis() == 0
            ? ""
            : ", " + evidence.absentMillis() + " ms of our own absence not counted";
    return reason + ", allowed are " + evidence.deadlineMillis() + " ms; " + last + absence;
  }

  static String late(ClusterEvent.LateHeartbeat late) {
    return "A heartbeat of node " + late.node() + " came " + late.intervalMillis() + " ms after the one before, later than "
        + (late.beyondDeadtime() ? "deadtime" : "warntime") + "; the node lives.";
  }

  static String link(ClusterEvent.LinkStatus link, LinkTitles titles) {
    String which = "Link " + titles.title(link.link()) + " of node " + link.node();
    if (link.up()) {
      return which + " is up: " + link.reason() + ".";
    }
    String limit = link.evidence() == null ? "" : ", allowed are " + link.evidence().deadlineMillis() + " ms";
    return which + " is dead: " + link.reason() + limit + ".";
  }

  static String medium(ClusterEvent.MediumStatus medium, LinkTitles titles) {
    String which = "Our medium " + medium.kind() + " " + titles.title(medium.link());
    return medium.open() ? which + " is open." : which + " does not work: " + medium.fault().sentence();
  }

  static String rejected(ClusterEvent.Rejections rejections) {
    Map<String, Long> sorted = new TreeMap<>(rejections.countByReason());
    String counts =
        sorted.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
    return "Medium " + rejections.linkId() + " dropped packets since the start: " + counts + ".";
  }

  static String local(ClusterEvent.LocalStatus local) {
    return "This daemon is " + local.state().name().toLowerCase(Locale.ROOT)
        + (local.reason().isEmpty() ? "" : ": " + local.reason()) + ".";
  }

  static String flow(ClusterEvent.Flow flow) {
    return flow.paused()
        ? "Local programs have to wait before they may send: " + flow.reason() + "."
        : "Local programs may send again.";
  }

  static String away(ClusterEvent.Away away) {
    return "This daemon did not run for " + away.missedMillis()
        + " ms (stopped, paused or starved of CPU); nobody is judged for that time.";
  }

  static String formed(View view) {
    return "Membership " + view.instance() + (view.quorum() ? " with quorum: " : " without quorum: ")
        + String.join(", ", view.names()) + "; leader " + view.leader() + "; because " + view.reason() + ".";
  }

  static String firstUpper(String text) {
    return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
