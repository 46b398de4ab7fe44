package org.linuxha.heartbeat.cluster;

import java.util.List;
import java.util.OptionalLong;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/**
 * Acknowledges every tenth number of every node and pauses submitters when too many, or too large ones, of ours are not
 * acknowledged (wire.md 6.5).
 */
final class FlowControl {
  static final String ACKNOWLEDGEMENT = "NS_ackmsg";
  /** More than so many unacknowledged messages pause the submitters. */
  static final int LIMIT = 250;
  /** More bytes than these do, too: {@link History} keeps half as much again, and what is not acknowledged must be in it. */
  static final int LIMIT_BYTES = History.MOST_BYTES / 3 * 2;
  /** A node acknowledges every tenth message, so some large ones stay unacknowledged until the next. */
  static final int RESUME_BYTES = History.MOST_BYTES / 2;

  private final Roster roster;
  private final Outbound outbound;
  private final Effects effects;
  private final Voice voice;
  private long acknowledged;
  private boolean paused;

  FlowControl(Roster roster, Outbound outbound, Effects effects, Voice voice) {
    this.roster = roster;
    this.outbound = outbound;
    this.effects = effects;
    this.voice = voice;
  }

  /** Acknowledges what is due of that node's numbers; our own too, as C does. */
  void acknowledge(Peer peer, Now now) {
    long number = peer.window.acknowledge(peer.acknowledgeTrigger);
    if (number > 0) {
      outbound.sendUnsequenced(
          Message.ofType(ACKNOWLEDGEMENT)
              .with(Fields.DESTINATION, peer.name())
              .with(Fields.ACKNOWLEDGED, Long.toHexString(number)),
          now);
    }
  }

  void onAcknowledgement(Peer peer, Message message, Now now) {
    OptionalLong number = message.hex(Fields.ACKNOWLEDGED);
    long highest = outbound.history().highest();
    if (number.isEmpty() || number.getAsLong() < 0 || number.getAsLong() > highest) {
      voice.limited(
          Code.ACK_CORRUPT,
          peer.name(),
          "HBDoMsg_T_ACK: corrupted ackseq current hiseq = " + highest + " ackseq ="
              + message.text(Fields.ACKNOWLEDGED) + " in this message from node " + peer.name(),
          now);
      return;
    }
    peer.acknowledged = Math.max(peer.acknowledged, number.getAsLong());
  }

  /** Compares what was sent with what everybody alive acknowledged; called after each event. */
  void update(Now now) {
    long highest = outbound.history().highest();
    List<Peer> nodes = roster.normal();
    boolean alone = true;
    // by index: this runs with every packet
    for (int i = 0; i < nodes.size(); i++) {
      Peer peer = nodes.get(i);
      if (peer.isDead() || !peer.heard || peer.unheardUpTo == Peer.NOW) {
        peer.unheardUpTo = highest;
      }
      alone &= peer.isDead() || roster.isSelf(peer);
    }
    if (alone) {
      acknowledged = highest;
    } else {
      long lowest = highest;
      for (int i = 0; i < nodes.size(); i++) {
        Peer peer = nodes.get(i);
        if (!peer.isDead() && !(peer.status().equals(Peer.INIT) && !peer.heard)) {
          lowest = Math.min(lowest, peer.acknowledged);
        }
      }
      acknowledged = Math.max(acknowledged, lowest);
    }
    long outstanding = highest - acknowledged;
    if (paused
        ? outstanding < LIMIT && !isLargerThan(RESUME_BYTES)
        : outstanding > LIMIT || isLargerThan(LIMIT_BYTES)) {
      become(!paused, outstanding);
    }
    if (outstanding > History.SIZE * 3 / 4) {
      voice.limited(
          outstanding > History.SIZE * 9 / 10 ? Code.HISTORY_FULL : Code.HISTORY_FILLING,
          "",
          "Message hist queue is filling up (" + outstanding + " messages in queue)",
          now);
    }
  }

  /** Whether what is not acknowledged has more bytes than these. This runs with every packet: small ones are not added up. */
  private boolean isLargerThan(int bytes) {
    return outbound.history().bytes() > bytes && outbound.history().bytesAbove(acknowledged) > bytes;
  }

  private void become(boolean nowPaused, long outstanding) {
    paused = nowPaused;
    voice.info("all clients are now " + (paused ? "paused" : "resumed"));
    effects.tell(
        new ClusterEvent.Flow(paused, outstanding + " messages are not acknowledged by every live node"));
  }

  boolean isPaused() {
    return paused;
  }
}
