package org.linuxha.heartbeat.cluster;

/**
 * Watches our own lateness: a late clock never kills a peer (design, rules of time). What we missed
 * because we were starved, paused or stopped is nobody's silence.
 */
final class Presence {
  private final Agenda agenda;
  private final Roster roster;
  private final Effects effects;
  private final Voice voice;
  /** Below this, lateness is the normal jitter of timers. */
  private final long jitterNanos;
  private final long worthSayingNanos;
  private long lastTurnNanos;
  private long lastLatenessNanos;

  Presence(Agenda agenda, Roster roster, Effects effects, Voice voice, long keepaliveMillis) {
    this.agenda = agenda;
    this.roster = roster;
    this.effects = effects;
    this.voice = voice;
    this.jitterNanos = Math.max(20_000_000L, keepaliveMillis * 1_000_000 / 4);
    this.worthSayingNanos = Math.max(100_000_000L, keepaliveMillis * 1_000_000);
  }

  /** Called first in each event. */
  void turn(Now now) {
    long shouldHaveRunNanos = now.nanos() - agenda.overdueNanos(now.nanos());
    long missedNanos = now.nanos() - Math.max(shouldHaveRunNanos, lastTurnNanos);
    lastTurnNanos = now.nanos();
    lastLatenessNanos = missedNanos;
    if (missedNanos <= jitterNanos) {
      return;
    }
    roster.all().forEach(peer -> peer.excuse(missedNanos));
    if (missedNanos >= worthSayingNanos) {
      long missedMillis = missedNanos / 1_000_000;
      effects.tell(new ClusterEvent.Away(missedMillis));
      voice.warn(
          "We were away for " + missedMillis + " ms (stopped, paused or starved of CPU)."
              + " Nobody is judged for that time.");
    }
  }

  /** How late the present event is. */
  long latenessNanos() {
    return lastLatenessNanos;
  }
}
