package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.config.Timing;

/**
 * Who else is silent while a node is declared dead. Whoever agrees on the consequences can then wait for
 * the verdict about them, so that nodes which die together make one change. It is told only beside a
 * death: a node whose packets come late now and then is nobody's business.
 */
final class Overdue {
  private static final int KEEPALIVES = 2;

  private final Timing timing;
  private final Effects effects;
  private final List<Peer> told = new ArrayList<>();

  Overdue(Timing timing, Effects effects) {
    this.timing = timing;
    this.effects = effects;
  }

  /**
   * A death is about to be told; this one is not dead yet.
   *
   * @param deadlineNanos when it will be, unless it is heard
   */
  void besideADeath(Peer peer, long deadlineNanos, Now now) {
    long silentMillis = peer.silentMillis(now);
    if (silentMillis > KEEPALIVES * timing.keepalive() && !told.contains(peer)) {
      told.add(peer);
      // the links are read empty before anybody is judged: half a keepalive is plenty
      long verdictByNanos = deadlineNanos + timing.keepalive() * 1_000_000 / 2;
      effects.tell(new ClusterEvent.Overdue(peer.name(), silentMillis, verdictByNanos));
    }
  }

  /** Called after each event: who was heard meanwhile is not overdue any more; who is dead is no news. */
  void settle(Now now) {
    if (told.isEmpty()) {
      return;
    }
    told.removeIf(Peer::isDead);
    for (Peer peer : List.copyOf(told)) {
      if (peer.silentMillis(now) <= KEEPALIVES * timing.keepalive()) {
        told.remove(peer);
        effects.tell(new ClusterEvent.HeardAgain(peer.name()));
      }
    }
  }
}
