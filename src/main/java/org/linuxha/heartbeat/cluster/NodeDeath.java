package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.problem.Code;

/** What ends with a node's life, and with each of its lives (wire.md 6.2, 9.4, 9.6). */
final class NodeDeath {
  private final Effects effects;
  private final Voice voice;
  private final Retransmission retransmission;

  NodeDeath(Effects effects, Voice voice, Retransmission retransmission) {
    this.effects = effects;
    this.voice = voice;
    this.retransmission = retransmission;
  }

  /** The node was silent for too long. Its generation is kept, its numbers are forgotten. */
  void declare(Peer peer, String reason, Evidence evidence) {
    endLife(peer);
    String previous = peer.status();
    peer.become(Peer.DEAD);
    voice.problem(
        Code.NODE_DEAD,
        "node " + peer.name() + ": is dead"
            + " (" + evidence.sentence() + ")");
    effects.tell(
        new ClusterEvent.NodeStatus(peer.name(), peer.type, Peer.DEAD, previous, reason, evidence));
  }

  /** Consumers get what was held back, then tracking starts anew with the node's next message. */
  void endLife(Peer peer) {
    if (peer.order.isWaiting()) {
      voice.problem(
          Code.MESSAGE_GIVEN_UP,
          "Gave up waiting for " + peer.order.absent() + " message(s) from " + peer.order.next() + " to "
              + peer.order.lastHeld() + " of node " + peer.name()
              + ": that life of the node is over. Later messages are delivered without.");
    }
    peer.order.releaseAll().forEach(effects::tell);
    peer.order.resume();
    peer.window.reset();
    peer.acknowledged = 0;
    peer.unheardUpTo = Peer.NOW;
    retransmission.cancel(peer);
  }

  /** A message of a new generation came: the life before is over, whether its end was noticed or not. */
  void beginGeneration(Peer peer, long generation) {
    endLife(peer);
    peer.order.restart();
    peer.links().forEach(link -> link.tally().begin());
    peer.trackedGeneration = generation;
  }
}
