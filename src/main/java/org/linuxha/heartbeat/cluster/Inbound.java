package org.linuxha.heartbeat.cluster;

import java.util.OptionalLong;
import java.util.UUID;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** The way of a received message, our own looped back included: sender, generation, number, then its meaning (wire.md 4, 6). */
final class Inbound {
  private final Identity self;
  private final Roster roster;
  private final Senders senders;
  private final StatusRules statusRules;
  private final Retransmission retransmission;
  private final FlowControl flow;
  private final Delivery delivery;
  private final NodeDeath death;
  private final CoreMessages core;
  private final Effects effects;
  private final Voice voice;
  private final Relay relay;

  Inbound(
      Identity self,
      Roster roster,
      Senders senders,
      StatusRules statusRules,
      Retransmission retransmission,
      FlowControl flow,
      Delivery delivery,
      NodeDeath death,
      CoreMessages core,
      Effects effects,
      Voice voice,
      Relay relay) {
    this.self = self;
    this.roster = roster;
    this.senders = senders;
    this.statusRules = statusRules;
    this.retransmission = retransmission;
    this.flow = flow;
    this.delivery = delivery;
    this.death = death;
    this.core = core;
    this.effects = effects;
    this.voice = voice;
    this.relay = relay;
  }

  /**
   * @param link the link it came on; empty for our own, looped back inside
   */
  void received(String link, Message arrived, Now now) {
    if (!isComplete(arrived, now)) {
      return;
    }
    Peer peer = senders.of(arrived, now);
    boolean relayed = arrived.has(Relay.VIA);
    if (peer == null || relayed && roster.isSelf(peer)) {
      return;
    }
    if (peer.isNormal() && !roster.isSelf(peer)) {
      relay.arrived(peer, link, arrived, now);
    }
    Message message = relayed ? arrived.without(Relay.VIA) : arrived;
    process(peer, carrier(peer, link, relayed), link, message, now);
  }

  /**
   * The link that gets the credit for a packet; null for none. A network brings what a relay sent there too, which
   * says nothing of the sender's own cable; behind a serial line there is nobody else to be heard.
   */
  private PeerLink carrier(Peer peer, String name, boolean relayed) {
    PeerLink link = peer.link(name);
    if (link != null && !relayed) {
      link.heardItself();
    }
    return relayed && !relay.isSerial(name) ? null : link;
  }

  private void process(Peer peer, PeerLink carrier, String link, Message message, Now now) {
    if (message.type().equals(StatusRules.PING_TYPE)) {
      pingAnswered(peer, carrier, link, message, now);
    } else if (!peer.isNormal()) {
      voice.limited(Code.NODE_UNKNOWN, peer.name(), "ping node " + peer.name() + " sent a " 
          + NodeListDialogue.printable(message.type()) + " message", now);
    } else if (message.isUnsequenced()) {
      unsequenced(peer, link, message, now);
    } else {
      sequenced(peer, carrier, link, message, now);
    }
  }

  private boolean isComplete(Message message, Now now) {
    if (message.type() == null
        || message.text(Fields.SOURCE) == null
        || message.text(Fields.TIME) == null) {
      voice.limited(Code.MESSAGE_INCOMPLETE, "", "process_clustermsg: missing from/ts/type", now);
      return false;
    }
    // unparsable or zero times are dropped silently, as C does
    return message.hex(Fields.TIME).orElse(0) > 0;
  }

  private void pingAnswered(Peer peer, PeerLink carrier, String link, Message message, Now now) {
    if (peer.isNormal()) {
      return;
    }
    peer.livesAt(now.nanos(), link);
    linkHeard(peer, carrier, false, now);
    statusRules.applyPing(peer, message, now);
  }

  private void unsequenced(Peer peer, String link, Message message, Now now) {
    if (message.hex(Fields.GENERATION).orElse(0) < peer.generation) {
      return;
    }
    peer.heard = true;
    String destination = message.text(Fields.DESTINATION);
    if (destination != null && !destination.equals(self.name())) {
      return;
    }
    switch (message.type()) {
      case FlowControl.ACKNOWLEDGEMENT -> flow.onAcknowledgement(peer, message, now);
      case Retransmission.REQUEST -> retransmission.serve(peer, message, now);
      case Retransmission.REFUSAL -> delivery.irretrievable(peer, message, now);
      default ->
          effects.tell(new ClusterEvent.Delivered(message, link, roster.isSelf(peer)));
    }
  }

  private void sequenced(Peer peer, PeerLink carrier, String link, Message message, Now now) {
    OptionalLong number = message.hex(Fields.SEQUENCE);
    if (number.isEmpty() || number.getAsLong() <= 0) {
      String fault = !message.has(Fields.SEQUENCE) ? "missing seqno"
          : number.isEmpty() ? "has bad cseq" : "bad sequence number";
      voice.limited(Code.MESSAGE_INCOMPLETE, peer.name(), "message from " + peer.name() + ": " + fault, now);
      return;
    }
    long sequence = number.getAsLong();
    long generation = message.hex(Fields.GENERATION).orElse(0);
    if (generation < peer.trackedGeneration) {
      voice.limited(Code.REPLAY, peer.name(), "should_drop_message: attempted replay attack ["
          + peer.name() + "]? [gen = " + generation + ", curgen = " + peer.trackedGeneration + "]", now);
      return;
    }
    if (generation > peer.trackedGeneration) {
      death.beginGeneration(peer, generation);
    }
    boolean isStatus = message.type().equals(StatusRules.TYPE);
    if (isStatus && !statusRules.opensLife(peer, generation, sequence, now)) {
      return;
    }
    Window.Arrival arrival = peer.window.offer(sequence);
    if (carrier != null) {
      carrier.tally().number(sequence);
    }
    if (arrival == Window.Arrival.DUPLICATE) {
      linkHeard(peer, carrier, true, now);
    }
    if (arrival.accepted()) {
      sayWhatIsMissing(peer, arrival, sequence, now);
      retransmission.missingChanged(peer, now);
      peer.livesAt(now.nanos(), link);
      linkHeard(peer, carrier, false, now);
      if (arrival == Window.Arrival.LOST_A_LOT) {
        delivery.lostEverythingBelow(peer, sequence);
      }
      process(peer, link, sequence, message, now);
      flow.acknowledge(peer, now);
    }
  }

  private void process(Peer peer, String link, long sequence, Message message, Now now) {
    boolean forUs = isForUs(message);
    if (forUs) {
      core.handle(peer, message, now);
    }
    ClusterEvent.Delivered delivered =
        forUs && CoreMessages.isForConsumers(message.type())
            ? new ClusterEvent.Delivered(message, link, roster.isSelf(peer))
            : null;
    delivery.arrived(peer, sequence, delivered, now);
  }

  /** A destination uuid decides alone; else the name; neither means everybody (wire.md 4). */
  private boolean isForUs(Message message) {
    UUID uuid = message.uuid(Fields.DESTINATION_UUID);
    if (uuid != null) {
      return uuid.equals(self.uuid());
    }
    String name = message.text(Fields.DESTINATION);
    return name == null || name.equals(self.name());
  }

  private void sayWhatIsMissing(Peer peer, Window.Arrival arrival, long sequence, Now now) {
    switch (arrival) {
      case GAP ->
          voice.limited(Code.PACKETS_LOST, peer.name(), peer.window.missing().size()
              + " lost packet(s) for [" + peer.name() + "] up to [" + sequence + "]", now);
      case LOST_A_LOT ->
          voice.limited(Code.PACKETS_LOST_FOR_GOOD, peer.name(), peer.name()
              + ": lost a lot of packets! Going on at " + sequence, now);
      case FILLED -> {
        if (peer.window.missing().isEmpty()) {
          voice.limited(Code.PACKETS_COMPLETE, peer.name(), "No pkts missing from " + peer.name() + "!", now);
        }
      }
      default -> { }
    }
  }

  private void linkHeard(Peer peer, PeerLink link, boolean duplicate, Now now) {
    if (link == null) {
      return;
    }
    link.heard(duplicate, statusRules.warntimeNanos(), now.nanos());
    if (!link.isUp()) {
      link.become(true);
      voice.info("Link " + peer.name() + ":" + link.name + " up.");
      effects.tell(new ClusterEvent.LinkStatus(
          peer.name(), link.name, true, "a packet came", peer.evidence(peer.timeoutMillis(), 0, now)));
    }
  }
}
