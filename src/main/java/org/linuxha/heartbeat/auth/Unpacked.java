package org.linuxha.heartbeat.auth;

import org.linuxha.heartbeat.message.Message;

/** What a packet turned out to be. */
public sealed interface Unpacked {

  /**
   * A believed message.
   *
   * @param index the key index its signature names
   * @param foreignActive true if the sender signs with another index than our active one: such a C node
   *     rejects ours (wire.md 2.3)
   */
  record Accepted(Message message, int index, boolean foreignActive) implements Unpacked {}

  /** A packet to drop. {@code detail} is for the log and never holds a key. */
  record Rejected(Rejection reason, String detail) implements Unpacked {}
}
