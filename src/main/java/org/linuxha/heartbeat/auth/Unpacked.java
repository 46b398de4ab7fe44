package org.linuxha.heartbeat.auth;

import org.linuxha.heartbeat.message.Message;

/** What a packet turned out to be. */
public sealed interface Unpacked {

  /**
   * A believed message.
   *
   * @param message restored if it came compressed as a whole
   * @param index the key index its signature names
   * @param foreignActive true if the sender's active key has another text than ours: a C node there
   *     refuses what we sign, so this is a fault of the cluster to show (wire.md 2.3)
   */
  record Accepted(Message message, int index, boolean foreignActive) implements Unpacked {}

  /** A packet to drop. {@code detail} is for the log; it holds neither keys nor bytes of the packet. */
  record Rejected(Rejection reason, String detail) implements Unpacked {}
}
