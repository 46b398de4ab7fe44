package org.linuxha.heartbeat.bus;

import java.util.Set;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Message;

/** What the heart tells every link. */
public sealed interface LinkOutput {

  /**
   * Send this. The bytes are the signed netstring form, made once for all datagram links; a serial
   * link encodes its own form from the message (wire.md 1.4).
   */
  record Transmit(Message message, Bytes datagram) implements LinkOutput {}

  /** Send this message of another node on the links of these names, where there is room beside our own. */
  record Forward(Message message, Bytes datagram, Set<String> links) implements LinkOutput {
    public Forward {
      links = Set.copyOf(links);
    }

    /** As something to send. */
    public Transmit transmit() {
      return new Transmit(message, datagram);
    }
  }

  /** Read until the socket is empty, then answer {@link LinkInput.Drained} with this token. */
  record Drain(long token) implements LinkOutput {}
}
