package org.linuxha.heartbeat.message;

import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** Bounds what decoding one message may cost: how deep it nests, how many fields and elements it has. */
final class Budget {
  private int items = Limits.ITEMS;

  /** Counts fields or list elements. */
  void spend(int more) throws MalformedMessage {
    items -= more;
    if (items < 0) {
      throw new MalformedMessage(Reason.LIMIT, "more than " + Limits.ITEMS + " fields");
    }
  }

  /** Refuses a struct that many structs deep. */
  static void enter(int depth) throws MalformedMessage {
    if (depth > Limits.DEPTH) {
      throw new MalformedMessage(Reason.LIMIT, "nested deeper than " + Limits.DEPTH);
    }
  }
}
