package org.linuxha.heartbeat.bus;

import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Message;

/** What the heart tells every link. */
public sealed interface LinkOutput {

  /**
   * Send this. The bytes are the signed netstring form, made once for all datagram links; a serial
   * link encodes its own form from the message (wire.md 1.4).
   */
  record Transmit(Message message, Bytes datagram) implements LinkOutput {}

  /** Read until the socket is empty, then answer {@link LinkInput.Drained} with this token. */
  record Drain(long token) implements LinkOutput {}
}
