package org.linuxha.heartbeat.cluster;

import java.util.Set;
import org.linuxha.heartbeat.problem.Code;

/**
 * Finds links that bring us a node which does not hear us there. Our own kind says what it hears; of a C
 * node it is known only when it acknowledges nothing at all, or when there is one link alone.
 */
final class OneWayLinks {
  /** Every tenth number is acknowledged (wire.md 6.5); two and a half times that is no delay any more. */
  private static final long SILENT_NUMBERS = 25;

  private final Roster roster;
  private final Outbound outbound;
  private final Voice voice;

  OneWayLinks(Roster roster, Outbound outbound, Voice voice) {
    this.roster = roster;
    this.outbound = outbound;
    this.voice = voice;
  }

  /** Whether that node hears us on that link; a direction counts as deaf, and that is said once, when it was so for deadtime. */
  HeardThere judge(Peer peer, PeerLink link, Now now) {
    if (roster.isSelf(peer)) {
      // what a broadcast brings back to its sender says nothing of others, and no report names its own node
      return HeardThere.UNKNOWN;
    }
    HeardThere heard = heardThere(peer, link);
    if (link.isDeafFor(heard == HeardThere.NO, peer.timeoutMillis(), now.nanos())) {
      voice.problem(Code.LINK_ONE_WAY, "Link " + peer.name() + ":" + link.name + " goes one way: we hear node "
          + peer.name() + " there, and it does not hear us.");
    }
    return heard == HeardThere.NO && !link.isKnownDeaf() ? HeardThere.UNKNOWN : heard;
  }

  private HeardThere heardThere(Peer peer, PeerLink link) {
    if (!peer.isNormal()) {
      return link.isUp() ? HeardThere.YES : HeardThere.UNKNOWN;
    }
    if (peer.report.heard().isPresent()) {
      return peer.report.on(link.name, Set.copyOf(peer.linkNames()));
    }
    long highest = outbound.history().highest();
    if (highest - Math.max(peer.acknowledged, peer.unheardUpTo) > SILENT_NUMBERS) {
      return HeardThere.NO;
    }
    boolean acknowledges = peer.acknowledged > peer.unheardUpTo;
    return acknowledges && peer.links().size() == 1 ? HeardThere.YES : HeardThere.UNKNOWN;
  }
}
