package org.linuxha.heartbeat.cluster;

import java.util.List;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** Hands messages to local consumers in the order of their source, and says when it gives up waiting for one. */
final class Delivery {
  /** A missing message was asked for this often before we give up; never sooner than {@link #MIN_WAIT_MILLIS}. */
  private static final int ATTEMPTS = 20;

  private static final long MIN_WAIT_MILLIS = 5_000;

  private final Roster roster;
  private final Agenda agenda;
  private final Effects effects;
  private final Voice voice;
  private final Retransmission retransmission;
  private final long waitNanos;

  Delivery(
      Roster roster, Agenda agenda, Effects effects, Voice voice, Retransmission retransmission, long rexmitPaceMillis) {
    this.roster = roster;
    this.agenda = agenda;
    this.effects = effects;
    this.voice = voice;
    this.retransmission = retransmission;
    this.waitNanos = Math.max(MIN_WAIT_MILLIS, ATTEMPTS * rexmitPaceMillis) * 1_000_000;
  }

  /**
   * @param delivered what consumers get for that number, or null
   */
  void arrived(Peer peer, long sequence, ClusterEvent.Delivered delivered, Now now) {
    boolean waited = peer.order.isWaiting();
    tell(peer.order.arrived(sequence, delivered, now.nanos()));
    if (peer.order.isFull()) {
      giveUp(peer, "more than " + DeliveryOrder.MAX_HELD + " messages waited for it");
    } else if (!waited && peer.order.isWaiting()) {
      waitFor(peer);
    }
  }

  /** So much was lost that nobody asks for it: nothing below that number is waited for. */
  void lostEverythingBelow(Peer peer, long sequence) {
    tell(peer.order.skipAllBelow(sequence));
  }

  private void waitFor(Peer peer) {
    agenda.at(Timer.Kind.RELEASE, peer.name(), peer.order.waitingSinceNanos() + waitNanos);
  }

  void onTimer(String name, Now now) {
    Peer peer = roster.get(name);
    if (peer == null) {
      return;
    }
    while (peer.order.isWaiting() && peer.order.waitingSinceNanos() + waitNanos <= now.nanos()) {
      giveUp(peer, "it did not come within " + waitNanos / 1_000_000 + " ms");
    }
    if (peer.order.isWaiting()) {
      waitFor(peer);
    }
  }

  private void giveUp(Peer peer, String reason) {
    voice.problem(
        Code.MESSAGE_GIVEN_UP,
        "Gave up waiting for message " + peer.order.next() + " to " + (peer.order.firstHeld() - 1) + " of node "
            + peer.name() + ": " + reason + ". Later messages are delivered without it.");
    tell(peer.order.release());
  }

  /** The sender cannot send that number again (wire.md 6.4); every node hears it, the addressee says it. */
  void irretrievable(Peer peer, Message refusal, Now now) {
    long sequence = refusal.hex(Fields.FIRST_SEQUENCE).orElse(0);
    if (!peer.window.giveUp(sequence)) {
      return;
    }
    voice.problem(
        Code.PACKET_IRRETRIEVABLE,
        "Irretrievably lost packet: node " + peer.name() + " seq " + sequence);
    retransmission.missingChanged(peer, now);
    tell(peer.order.skip(sequence, now.nanos()));
  }

  private void tell(List<ClusterEvent.Delivered> messages) {
    messages.forEach(effects::tell);
  }
}
