package org.linuxha.heartbeat.cluster;

import java.util.List;
import org.linuxha.heartbeat.config.Timing;

/**
 * Judges silence (wire.md 8.8, 9.4). When a deadline passes, every link first reads until its socket
 * is empty; only who is still silent then is dead. One timer stands at the earliest deadline.
 */
final class Deadlines {
  private final Roster roster;
  private final Timing timing;
  private final Agenda agenda;
  private final Effects effects;
  private final Voice voice;
  private final NodeDeath death;
  private final Overdue overdue;
  private boolean communicationUp;
  private long timerToken;
  private long timerDueNanos = Long.MAX_VALUE;
  private long drainToken;
  private boolean draining;

  Deadlines(
      Roster roster, Timing timing, Agenda agenda, Effects effects, Voice voice, NodeDeath death, Overdue overdue) {
    this.roster = roster;
    this.timing = timing;
    this.agenda = agenda;
    this.effects = effects;
    this.voice = voice;
    this.death = death;
    this.overdue = overdue;
  }

  /** From now on nodes are judged by deadtime, no longer by initdead. */
  void communicationIsUp() {
    communicationUp = true;
  }

  /** How long that node may be silent at present, in milliseconds. */
  long timeoutMillis(Peer peer) {
    long timeoutMillis = peer.isNormal() ? peer.timeoutMillis() : timing.deadping();
    return communicationUp ? timeoutMillis : Math.max(timing.initdead(), timeoutMillis);
  }

  /** Makes sure that a timer stands at or before the earliest deadline; called after each event. */
  void watch() {
    long earliestNanos = earliestNanos();
    if (draining || earliestNanos >= timerDueNanos) {
      return;
    }
    agenda.drop(timerToken);
    timerDueNanos = earliestNanos;
    timerToken = agenda.at(Timer.Kind.DEADLINES, "", earliestNanos);
  }

  private long earliestNanos() {
    long earliest = Long.MAX_VALUE;
    for (Peer peer : roster.all()) {
      long timeoutMillis = timeoutMillis(peer);
      if (isJudged(peer)) {
        earliest = Math.min(earliest, peer.deadlineNanos(timeoutMillis));
      }
      for (PeerLink link : peer.links()) {
        if (link.isUp()) {
          earliest = Math.min(earliest, link.deadlineNanos(timeoutMillis * 1_000_000));
        }
      }
    }
    return earliest;
  }

  private boolean isJudged(Peer peer) {
    return !peer.isDead() && !roster.isSelf(peer);
  }

  void onTimer(Now now) {
    timerDueNanos = Long.MAX_VALUE;
    if (earliestNanos() <= now.nanos() && !draining) {
      draining = true;
      effects.drainLinks(++drainToken);
    }
  }

  /** Every link has read what had arrived: now judge. */
  void onDrained(long token, long latenessNanos, Now now) {
    if (token != drainToken || !draining) {
      return;
    }
    draining = false;
    tellWhoIsOverdue(now);
    for (Peer peer : roster.all()) {
      long timeoutMillis = timeoutMillis(peer);
      if (isJudged(peer) && peer.deadlineNanos(timeoutMillis) <= now.nanos()) {
        Evidence evidence = peer.evidence(timeoutMillis, latenessNanos, now);
        death.declare(peer, "no status for " + evidence.silentMillis() + " ms", evidence);
      }
      judgeLinks(peer, timeoutMillis, latenessNanos, now);
    }
  }

  private void tellWhoIsOverdue(Now now) {
    List<Peer> judged = roster.normal().stream().filter(this::isJudged).toList();
    if (judged.stream().noneMatch(peer -> peer.deadlineNanos(timeoutMillis(peer)) <= now.nanos())) {
      return;
    }
    for (Peer peer : judged) {
      long deadlineNanos = peer.deadlineNanos(timeoutMillis(peer));
      if (deadlineNanos > now.nanos()) {
        overdue.besideADeath(peer, deadlineNanos, now);
      }
    }
  }

  private void judgeLinks(Peer peer, long timeoutMillis, long latenessNanos, Now now) {
    for (PeerLink link : peer.links()) {
      if (link.isUp() && link.deadlineNanos(timeoutMillis * 1_000_000) <= now.nanos()) {
        link.become(false);
        long silentMillis = now.millisSince(link.lastPacketNanos());
        voice.info("Link " + peer.name() + ":" + link.name + " dead.");
        effects.tell(
            new ClusterEvent.LinkStatus(
                peer.name(),
                link.name,
                false,
                "no packet for " + silentMillis + " ms",
                new Evidence(
                    link.lastPacketNanos(),
                    link.name,
                    silentMillis,
                    timeoutMillis,
                    latenessNanos / 1_000_000,
                    link.absentNanos() / 1_000_000)));
      }
    }
  }
}
