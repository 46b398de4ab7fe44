package org.linuxha.heartbeat.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Gives our messages their header fields (wire.md 4) and their number, keeps them for retransmission
 * and sends them. Each is also processed here as if received; that happens at the end of the event
 * that caused it, so that no rule is called from inside another.
 */
final class Outbound {
  private final Field source;
  private final Field sourceUuid;
  private final Field generation;
  private final Roster roster;
  private final Effects effects;
  private final History history = new History();
  private final Deque<Message> loopback = new ArrayDeque<>();
  private boolean closed;

  Outbound(Identity self, Roster roster, Effects effects) {
    this.source = Field.text(Fields.SOURCE, self.name());
    this.sourceUuid = Field.uuid(Fields.SOURCE_UUID, self.uuid());
    this.generation = Field.text(Fields.GENERATION, Long.toHexString(self.generation()));
    this.roster = roster;
    this.effects = effects;
  }

  /** Sends a message to the cluster with the next sequence number. */
  void send(Message own, Now now) {
    if (closed) {
      return;
    }
    long sequence = history.highest() + 1;
    Message message =
        addressed(own)
            .with(List.of(
                source,
                sourceUuid,
                Field.text(Fields.SEQUENCE, Long.toHexString(sequence)),
                generation,
                Field.text(Fields.TIME, Long.toHexString(now.wallSeconds())),
                Field.text(Fields.LOAD, now.load()),
                Field.text(Fields.TTL, Integer.toString(roster.ttl()))));
    history.add(sequence, message);
    emit(message);
  }

  /** Sends one of the daemons' own unsequenced messages ({@code NS_...}). */
  void sendUnsequenced(Message own, Now now) {
    if (closed) {
      return;
    }
    emit(
        addressed(own)
            .with(List.of(
                source,
                sourceUuid,
                generation,
                Field.text(Fields.TIME, Long.toHexString(now.wallSeconds())),
                Field.text(Fields.TTL, Integer.toString(roster.ttl())))));
  }

  private void emit(Message message) {
    effects.transmit(message);
    loopback.add(message);
  }

  /** Sends a message of the history again, to everybody: same fields, same number (wire.md 6.4). */
  void resend(Message message) {
    if (!closed) {
      effects.transmit(message);
    }
  }

  /** Completes {@code dest} by {@code destuuid} and the other way round (wire.md 4). */
  private Message addressed(Message own) {
    String name = own.text(Fields.DESTINATION);
    UUID uuid = own.uuid(Fields.DESTINATION_UUID);
    if (name != null && uuid == null) {
      Peer peer = roster.get(name);
      return peer == null || peer.uuid == null ? own : own.with(Fields.DESTINATION_UUID, peer.uuid);
    }
    if (name == null && uuid != null) {
      Peer peer = roster.byUuid(uuid);
      return peer == null ? own : own.with(Fields.DESTINATION, peer.name());
    }
    return own;
  }

  /** The next message of ours to be processed locally, or null. */
  Message nextLoopback() {
    return loopback.poll();
  }

  History history() {
    return history;
  }

  /** Nothing goes out any more. */
  void close() {
    closed = true;
    loopback.clear();
  }
}
