package org.linuxha.heartbeat.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What we know of one node, ourselves included. Only the rooms' own rules change it. */
final class Peer {
  /** For {@link #unheardUpTo}: what we have sent by now. */
  static final long NOW = -1;

  static final String INIT = "init";
  static final String UP = "up";
  static final String ACTIVE = "active";
  static final String DEAD = "dead";

  final NodeType type;
  /** Numbers ending in this digit are acknowledged (wire.md 6.5). */
  final int acknowledgeTrigger;

  final Window window = new Window();
  final DeliveryOrder order = new DeliveryOrder();
  private final Map<String, PeerLink> links = new LinkedHashMap<>();

  private String name;
  UUID uuid;
  int weight = 100;
  String site = "";
  String capabilities = "";
  /** What it says of the links on which it hears us. */
  HearingReport report = HearingReport.parse("", "");

  private String status = INIT;
  /** Highest generation seen in a status; 0 if none (wire.md 6.2). */
  long generation;

  /** The generation whose numbers are tracked: the highest seen in any sequenced message. */
  long trackedGeneration;

  long statusSequence;
  long statusNanos;
  /** False while a newly joined node's first status is not told (wire.md 10.1). */
  boolean heard;

  /** The highest of our numbers this node acknowledged in its present life. */
  long acknowledged;
  /** Our highest number when this node was last unheard of or dead: nothing below needs its acknowledgement. */
  long unheardUpTo = NOW;

  /** Counters of its losses and ours since the start, for {@link ClusterEvent.NodeActivity}. */
  long missed;
  long asked;
  long resent;

  private long timeoutMillis;
  private long lastSignNanos;
  private String lastLink = "";
  private long absentNanos;
  private long lateNanos;
  private long signBeforeNanos;
  private String linkBefore = "";
  private long absentBeforeNanos;

  Peer(String name, NodeType type, int acknowledgeTrigger, long timeoutMillis, List<String> linkNames, long nowNanos) {
    this.name = name;
    this.type = type;
    this.acknowledgeTrigger = acknowledgeTrigger;
    this.timeoutMillis = timeoutMillis;
    this.lastSignNanos = nowNanos;
    for (String link : linkNames) {
      links.put(link, new PeerLink(link));
    }
  }

  String name() {
    return name;
  }

  void rename(String newName) {
    name = newName;
  }

  String status() {
    return status;
  }

  boolean isDead() {
    return status.equals(DEAD);
  }

  boolean isNormal() {
    return type == NodeType.NORMAL;
  }

  void become(String newStatus) {
    status = newStatus;
  }

  /** A new message of this node was accepted: it lives. */
  void livesAt(long nowNanos, String link) {
    signBeforeNanos = heard ? lastSignNanos : 0;
    linkBefore = lastLink;
    absentBeforeNanos = absentNanos;
    lastSignNanos = nowNanos;
    lastLink = link;
    absentNanos = 0;
    heard = true;
  }

  /** We were not running for that long: none of its silence. */
  void excuse(long nanos) {
    absentNanos += nanos;
    lateNanos += nanos;
    links.values().forEach(link -> link.excuse(nanos));
  }

  /** How much of the time since the last status was our own absence; asked once a status. */
  long takeAbsenceSinceStatus() {
    long absence = lateNanos;
    lateNanos = 0;
    return absence;
  }

  void timeoutMillis(long millis) {
    timeoutMillis = millis;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  /** How long it has been silent, our own absence not counted. */
  long silentMillis(Now now) {
    return (now.nanos() - lastSignNanos - absentNanos) / 1_000_000;
  }

  long deadlineNanos(long effectiveTimeoutMillis) {
    return lastSignNanos + effectiveTimeoutMillis * 1_000_000 + absentNanos;
  }

  PeerLink link(String linkName) {
    return links.get(linkName);
  }

  Collection<PeerLink> links() {
    return links.values();
  }

  List<String> linkNames() {
    return List.copyOf(links.keySet());
  }

  /** Why we judge this node as we do at this moment. */
  Evidence evidence(long deadlineMillis, long latenessNanos, Now now) {
    return new Evidence(
        heard ? lastSignNanos : 0,
        lastLink,
        now.millisSince(lastSignNanos),
        deadlineMillis,
        latenessNanos / 1_000_000,
        absentNanos / 1_000_000);
  }

  /** The same for the silence that the present message has just ended. */
  Evidence evidenceOfEndedSilence(long deadlineMillis, long latenessNanos, Now now) {
    return new Evidence(
        signBeforeNanos,
        linkBefore,
        signBeforeNanos == 0 ? 0 : now.millisSince(signBeforeNanos),
        deadlineMillis,
        latenessNanos / 1_000_000,
        absentBeforeNanos / 1_000_000);
  }

  ClusterEvent.NodeActivity activity() {
    return new ClusterEvent.NodeActivity(name, missed, asked, resent);
  }

  NodeTable.Entry entry() {
    return new NodeTable.Entry(name, uuid, weight, site);
  }
}
