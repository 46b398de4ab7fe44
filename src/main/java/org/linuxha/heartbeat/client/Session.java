package org.linuxha.heartbeat.client;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One connection to {@code register}: a stranger until it signs on, then a client (client-api.md 3). */
final class Session {
  /** The class of normal traffic (client-api.md 4.6). */
  static final int KEEPIT = 0x01;

  final Channel channel;
  final FrameDecoder decoder;
  final Outbox outbox;
  final Credentials peer;

  /** Cluster messages of this client that wait for their turn; see {@link Uplink}. */
  final Deque<Uplink.Outgoing> outgoing = new ArrayDeque<>();
  /** The length of all of them. */
  long outgoingBytes;

  /** The name it signed on with, its pid if casual; null while it is a stranger. */
  private String id;
  /** The last it had; null if it never signed on. */
  private String name;

  private boolean casual;
  private long generation;
  int filter = KEEPIT;
  /** Tells it that there is something to read; 0 for none. */
  private int signal;
  /** Whom that goes to; its number may be another's when it is gone. */
  private Optional<ProcessHandle> process = Optional.empty();
  int malformedInRow;

  Session(Channel channel, FrameDecoder decoder, Credentials peer, Outbox.Total total) {
    this.channel = channel;
    this.decoder = decoder;
    this.peer = peer;
    this.outbox = new Outbox(channel, total);
  }

  void signedOn(String newId, boolean isCasual, long clientGeneration) {
    id = newId;
    name = newId;
    casual = isCasual;
    generation = clientGeneration;
    decoder.trust();
  }

  void signedOff() {
    id = null;
  }

  /** True if its name was another's before, who has signed off. */
  boolean follows(Session other) {
    return other.name != null && other.name.equals(name) && other.generation < generation;
  }

  /** From now on that signal tells it of each frame; 0 for none. */
  void wantsSignal(int number) {
    signal = number;
    // it has asked just now, so what has the number is the client
    process = number == 0 ? Optional.empty() : ProcessHandle.of(peer.pid());
  }

  int signal() {
    return signal;
  }

  /** The process that wanted signals, alive as long as it is that one; empty if there was none with that number. */
  Optional<ProcessHandle> process() {
    return process;
  }

  boolean isSignedOn() {
    return id != null;
  }

  String id() {
    return id;
  }

  boolean isCasual() {
    return casual;
  }

  long generation() {
    return generation;
  }

  /** Who it is, for the log. */
  String shown() {
    return (id == null ? "a program" : "client " + id)
        + " (pid " + peer.pid() + ", uid " + peer.uid() + ", gid " + peer.gid() + ")";
  }
}
