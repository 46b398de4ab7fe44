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
    tell(peer.order.arrived(sequence, delivered));
    if (peer.order.isFull()) {
      giveUp(peer, "more than " + DeliveryOrder.MAX_HELD + " messages waited for it");
    } else if (!waited && peer.order.isWaiting()) {
      waitFor(peer, now);
    }
  }

  private void waitFor(Peer peer, Now now) {
    // the subject says for which number: a later gap is given its own time
    agenda.at(Timer.Kind.RELEASE, peer.name() + " " + peer.order.next(), now.nanos() + waitNanos);
  }

  void onTimer(String subject, Now now) {
    int blank = subject.lastIndexOf(' ');
    Peer peer = roster.get(subject.substring(0, blank));
    if (peer == null || !peer.order.isWaiting()) {
      return;
    }
    if (peer.order.next() == Long.parseLong(subject.substring(blank + 1))) {
      giveUp(peer, "it did not come within " + waitNanos / 1_000_000 + " ms");
    }
    if (peer.order.isWaiting()) {
      waitFor(peer, now);
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
    tell(peer.order.skip(sequence));
  }

  private void tell(List<ClusterEvent.Delivered> messages) {
    messages.forEach(effects::tell);
  }
}
