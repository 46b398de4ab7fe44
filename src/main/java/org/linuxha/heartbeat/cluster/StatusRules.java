package org.linuxha.heartbeat.cluster;

import java.util.OptionalLong;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** What a status message says and what follows from when it came (wire.md 9.2 to 9.6). */
final class StatusRules {
  static final String TYPE = "status";
  static final String PING_TYPE = "NS_st";
  /** The field by which our own kind is known; C ignores it. */
  static final String CAPABILITIES = "hbcaps";
  /** A peer that announces more than a day of silence is not believed. */
  private static final long MAX_DEADTIME_MILLIS = 86_400_000;

  private final Roster roster;
  private final Timing timing;
  private final Effects effects;
  private final Voice voice;
  private final Presence presence;
  private final ResourceAnswers resources;
  private final Life life;

  StatusRules(
      Roster roster, Timing timing, Effects effects, Voice voice, Presence presence, ResourceAnswers resources, Life life) {
    this.roster = roster;
    this.timing = timing;
    this.effects = effects;
    this.voice = voice;
    this.presence = presence;
    this.resources = resources;
    this.life = life;
  }

  /**
   * Before the number is looked at: does this status tell of a new life of its node (whose tracking
   * began with its first message), or end its being dead (whose tracking began anew with its death)?
   *
   * @return false if the status is a stale one of a dead node and must be dropped
   */
  boolean opensLife(Peer peer, long generation, long sequence, Now now) {
    if (generation > peer.generation) {
      boolean knownBefore = peer.generation != 0;
      if (knownBefore) {
        voice.info("Heartbeat restart on node " + peer.name());
      }
      if (knownBefore || peer.isDead()) {
        life.showItself(now);
      }
      peer.generation = generation;
      peer.statusSequence = 0;
      peer.statusNanos = 0;
      roster.tellChanged(peer);
      return true;
    }
    if (peer.isDead() && peer.statusSequence != 0) {
      if (sequence <= peer.statusSequence) {
        return false;
      }
      voice.problem(
          Code.NODE_RETURNED,
          "Cluster node " + peer.name() + " returning after partition. ("
              + peer.evidence(peer.timeoutMillis(), presence.latenessNanos(), now).sentence() + ")");
      voice.warn("Deadtime value may be too small.");
      resources.sayAcquired();
      life.showItself(now);
    }
    return true;
  }

  /** A longer silence is called late. */
  long warntimeNanos() {
    return timing.warntime() * 1_000_000;
  }

  /** A status of a normal node was accepted. */
  void apply(Peer peer, Message message, Now now) {
    String status = message.text(Fields.STATUS);
    if (status == null) {
      voice.limited(
          Code.STATUS_INCOMPLETE,
          peer.name(),
          "HBDoMsg_T_STATUS: status update without st field from node " + peer.name(),
          now);
      return;
    }
    long sequence = message.hex(Fields.SEQUENCE).orElse(0);
    sayIfLate(peer, timing.deadtime(), now);
    peer.statusNanos = now.nanos();
    if (sequence < peer.statusSequence) {
      // sent again, or overtaken: a life sign, but its content is older than what we know. C goes by the
      // clock second too and can be set back for a moment (wire.md 9.2)
      return;
    }
    OptionalLong deadtime = message.hex(Fields.DEADTIME);
    if (deadtime.isPresent() && deadtime.getAsLong() > 0 && deadtime.getAsLong() <= MAX_DEADTIME_MILLIS) {
      peer.timeoutMillis(deadtime.getAsLong());
    }
    peer.statusSequence = sequence;
    learnCapabilities(peer, message.text(CAPABILITIES, ""));
    if (!status.equals(peer.status())) {
      become(peer, status, "it says so", now);
      effects.tell(new ClusterEvent.StatusMessage(message));
    }
  }

  /** A ping node answered (wire.md 8.7). */
  void applyPing(Peer peer, Message message, Now now) {
    sayIfLate(peer, timing.deadping(), now);
    peer.statusNanos = now.nanos();
    String status = message.text(Fields.STATUS, "ping");
    if (!status.equals(peer.status())) {
      become(peer, status, "it answers", now);
      effects.tell(new ClusterEvent.StatusMessage(message));
    }
  }

  private void become(Peer peer, String status, String reason, Now now) {
    String previous = peer.status();
    peer.become(status);
    voice.info("Status update for node " + peer.name() + ": status " + status);
    effects.tell(
        new ClusterEvent.NodeStatus(
            peer.name(),
            peer.type,
            status,
            previous,
            previous.equals(Peer.DEAD) ? "heard again" : reason,
            peer.evidenceOfEndedSilence(peer.timeoutMillis(), presence.latenessNanos(), now)));
  }

  private void learnCapabilities(Peer peer, String text) {
    peer.report = HearingReport.parse(text, roster.self().name());
    String capabilities = peer.report.capabilities();
    if (!capabilities.equals(peer.capabilities)) {
      peer.capabilities = capabilities;
      roster.tellChanged(peer);
    }
  }

  /**
   * Says when a status came late. C also calls the node dead for a moment when the interval is longer
   * than its own deadtime although the node had announced a longer one; that false death is not copied.
   */
  private void sayIfLate(Peer peer, long deadtimeMillis, Now now) {
    long absenceNanos = peer.takeAbsenceSinceStatus();
    if (peer.statusNanos == 0 || roster.isSelf(peer)) {
      return;
    }
    long intervalMillis = now.millisSince(peer.statusNanos) - absenceNanos / 1_000_000;
    boolean beyond = intervalMillis > deadtimeMillis;
    if (!beyond && intervalMillis <= timing.warntime()) {
      return;
    }
    Evidence evidence =
        peer.evidenceOfEndedSilence(
            beyond ? deadtimeMillis : timing.warntime(), presence.latenessNanos(), now);
    voice.problem(
        beyond ? Code.HEARTBEAT_BEYOND_DEADTIME : Code.HEARTBEAT_LATE,
        "Late heartbeat: Node " + peer.name() + ": interval " + intervalMillis + " ms"
            + (beyond ? " (> deadtime)" : "") + " (" + evidence.sentence() + ")");
    effects.tell(new ClusterEvent.LateHeartbeat(peer.name(), intervalMillis, beyond, evidence));
  }
}
