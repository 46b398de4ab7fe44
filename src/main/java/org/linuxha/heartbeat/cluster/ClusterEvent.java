package org.linuxha.heartbeat.cluster;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;

/**
 * Everything the cluster heart tells the rest of the house, in one total order: whoever follows this
 * stream can keep a complete model of the cluster and never needs to ask.
 */
public sealed interface ClusterEvent {

  /**
   * A node became known. Told once for every configured node when the heart starts, and whenever one
   * is added.
   *
   * @param links names of its links
   */
  record NodeAdded(String node, NodeType type, UUID uuid, String status, int weight, String site, List<String> links)
      implements ClusterEvent {
    public NodeAdded {
      links = List.copyOf(links);
    }
  }

  /** A node left the configuration (delnode, repnodes). */
  record NodeRemoved(String node, String reason) implements ClusterEvent {}

  /** Uuid, weight, site or name of a node changed, or we learnt what it can do beyond C's protocol. */
  record NodeChanged(String node, UUID uuid, int weight, String site, long generation, String capabilities)
      implements ClusterEvent {}

  /**
   * A node's status changed: {@code init}, {@code up}, {@code active}, {@code dead}, {@code ping} or whatever it
   * says of itself.
   */
  record NodeStatus(String node, NodeType type, String status, String previous, String reason, Evidence evidence)
      implements ClusterEvent {}

  /**
   * A node's status came late, but it lives.
   *
   * @param beyondDeadtime true if it was later than our deadtime, else later than warntime
   */
  record LateHeartbeat(String node, long intervalMillis, boolean beyondDeadtime, Evidence evidence)
      implements ClusterEvent {}

  /**
   * Told before the death of another node: this one is silent, too, for more than two keepalives.
   *
   * @param verdictByNanos monotonic moment at which it will be dead or {@link HeardAgain} at the latest
   */
  record Overdue(String node, long silentMillis, long verdictByNanos) implements ClusterEvent {}

  /** A node that was {@link Overdue} lives. */
  record HeardAgain(String node) implements ClusterEvent {}

  /** A link of a node went up or dead. */
  record LinkStatus(String node, String link, boolean up, String reason, Evidence evidence)
      implements ClusterEvent {}

  /**
   * A message for local consumers (clients, membership), ours looped back included.
   *
   * @param link where it came from; empty for our own
   * @param own true if this daemon sent it
   */
  record Delivered(Message message, String link, boolean own) implements ClusterEvent {}

  /** The message by which a node told its new status, or a ping node its life; it follows its {@link NodeStatus}. */
  record StatusMessage(Message message) implements ClusterEvent {}

  /** Our own start-up or stop made a step. */
  record LocalStatus(LocalState state, LocalState previous, String reason) implements ClusterEvent {}

  /** Submitters shall pause or go on (wire.md 6.5). */
  record Flow(boolean paused, String reason) implements ClusterEvent {}

  /** We were not running for that long; nobody was judged for it. */
  record Away(long missedMillis) implements ClusterEvent {}

  /** What the links carried since the start, told at most once a keepalive, so that nobody need ask the heart. */
  record Activity(List<LinkActivity> links, List<NodeActivity> nodes) implements ClusterEvent {
    public Activity {
      links = List.copyOf(links);
      nodes = List.copyOf(nodes);
    }

    public Activity(List<LinkActivity> links) {
      this(links, List.of());
    }
  }

  /**
   * Counters of one node.
   *
   * @param missed messages of it that were not there when a later one came: lost on all links, or overtaken
   * @param asked how often we asked it for one of them
   * @param resent messages of ours that we sent again because it had missed them
   */
  record NodeActivity(String node, long missed, long asked, long resent) {}

  /** Counters of one link of one node. */
  record LinkActivity(
      String node, String link, long lastPacketNanos, long packets, long duplicates, LinkQuality quality) {
    public LinkActivity(String node, String link, long lastPacketNanos, long packets, long duplicates) {
      this(node, link, lastPacketNanos, packets, duplicates, LinkQuality.NONE);
    }
  }

  /**
   * What a medium did with packets since the start, told at most once a second.
   *
   * @param lastNanos monotonic moment of the last packet; 0 if there was none
   * @param failed packets that the device refused, or that had to make room for newer ones
   * @param spoiled packets of both directions that were lost on purpose
   */
  record MediumTraffic(String linkId, long sent, long lastNanos, long failed, long spoiled) implements ClusterEvent {}

  /**
   * A medium was opened, lost or came back. Told by the edge in the same order as everything else.
   *
   * @param fault why it is not open; null while it is
   */
  record MediumStatus(String linkId, String kind, String link, boolean open, Problem fault) implements ClusterEvent {}

  /** How many packets a medium dropped since the start, by reason. */
  record Rejections(String linkId, Map<String, Long> countByReason) implements ClusterEvent {
    public Rejections {
      countByReason = Map.copyOf(countByReason);
    }
  }

  /** Something worth a line in the log. {@code code} is null for plain information. */
  record Notice(Severity severity, Code code, String text) implements ClusterEvent {}
}
