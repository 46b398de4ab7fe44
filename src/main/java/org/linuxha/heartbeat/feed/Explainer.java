package org.linuxha.heartbeat.feed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.membership.Cause;
import org.linuxha.heartbeat.membership.View;

/**
 * Says why a decision was taken, what speaks for and against it, and what it means; a sentence each,
 * written for somebody who was woken up by it. It looks at the model in the moment of the decision.
 */
final class Explainer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  /** Lateness below this is the jitter of any machine. */
  private static final long LATE_MILLIS = 50;

  private final ClusterModel model;
  private final Witnesses witnesses;

  Explainer(ClusterModel model, String self) {
    this.model = model;
    this.witnesses = new Witnesses(model, self);
  }

  static String time(Moment moment) {
    return TIME.format(Instant.ofEpochMilli(moment.wallMillis())) + " UTC";
  }

  List<String> node(ClusterEvent.NodeStatus status, Moment moment) {
    List<String> said = new ArrayList<>();
    String who = (status.type() == NodeType.PING ? "Ping node " : "Node ") + status.node();
    if (!status.status().equals(NodeModel.DEAD)) {
      said.add(who + " is " + status.status() + " since " + time(moment) + ": " + status.reason() + ".");
      if (status.previous() != null && !status.previous().isEmpty()) {
        said.add("It was " + status.previous() + " before.");
      }
      return said;
    }
    said.add(who + " was declared dead at " + time(moment) + ": " + status.reason() + ".");
    if (status.evidence() != null) {
      silence(status.evidence(), moment, said);
    }
    said.addAll(witnesses.ofNode(status.node(), status.type(), status.evidence(), moment));
    return said;
  }

  List<String> link(ClusterEvent.LinkStatus link, Moment moment) {
    List<String> said = new ArrayList<>();
    String which = "Link " + model.titles().title(link.link()) + " of node " + link.node();
    if (link.up()) {
      said.add(which + " is up since " + time(moment) + ": " + link.reason() + ".");
      return said;
    }
    said.add(which + " was declared dead at " + time(moment) + ": " + link.reason() + ".");
    if (link.evidence() != null) {
      silence(link.evidence(), moment, said);
    }
    said.addAll(witnesses.ofLink(link.node(), link.link(), link.evidence(), moment));
    return said;
  }

  /** When it was last heard, the limit, and whether the judge himself was awake. */
  private void silence(Evidence evidence, Moment moment, List<String> said) {
    if (evidence.lastPacketNanos() == 0) {
      said.add("It was never heard since this daemon started, " + evidence.silentMillis() + " ms; allowed were "
          + evidence.deadlineMillis() + " ms.");
    } else {
      said.add("Its last packet came at " + time(moment.at(evidence.lastPacketNanos())) + " on link "
          + model.titles().title(evidence.lastLink()) + ". It was silent for " + evidence.silentMillis() + " ms; allowed were "
          + evidence.deadlineMillis() + " ms.");
    }
    if (evidence.absentMillis() > 0) {
      said.add("Of that silence " + evidence.absentMillis() + " ms were our own absence (stopped, paused or starved of"
          + " CPU); they were not counted.");
    }
    said.add(evidence.latenessMillis() < LATE_MILLIS
        ? "Our own clock turn was " + evidence.latenessMillis() + " ms late, so the silence was not of our making."
        : "Our own clock turn was " + evidence.latenessMillis() + " ms late; everything that had arrived meanwhile was"
            + " read before judging.");
  }

  /**
   * @param aboutNode what was said when that node was last judged; empty if nothing
   */
  List<String> formed(View view, Moment moment, Function<String, List<String>> aboutNode) {
    List<String> said = new ArrayList<>();
    said.add("Membership " + view.instance() + " was agreed on at " + time(moment) + ", led by " + view.leader() + ": "
        + String.join(", ", view.names()) + ".");
    said.add("It came about because " + view.reason() + ".");
    for (Cause cause : view.causes()) {
      if (cause.evidence() != null) {
        said.addAll(aboutNode.apply(cause.node()));
      }
    }
    changes("Joined", view.joined(), said);
    changes("Left", view.left(), said);
    said.add(view.quorum()
        ? "It has quorum: it may act for the cluster."
        : "It has no quorum: it must not act for the cluster, because the nodes that are missing may be acting elsewhere.");
    return said;
  }

  private static void changes(String how, List<String> names, List<String> said) {
    if (!names.isEmpty()) {
      said.add(how + ": " + String.join(", ", names) + ".");
    }
  }

  static List<String> away(ClusterEvent.Away away, Moment moment) {
    return List.of(
        "This daemon did not run for " + away.missedMillis() + " ms until " + time(moment) + ".",
        "It was stopped (SIGSTOP, a debugger), the machine was paused (suspend, a snapshot or migration of a virtual"
            + " machine), or other programs had the CPU.",
        "No node and no link is judged for that time. The others may have missed our heartbeats: look there.");
  }
}
