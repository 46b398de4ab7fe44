package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.message.Message;

/** The last 500 sequenced messages we sent, for peers that missed them (wire.md 6.4). */
final class History {
  static final int SIZE = 500;

  private final Message[] messages = new Message[SIZE];
  private final long[] resentNanos = new long[SIZE];
  private long highest;

  void add(long sequence, Message message) {
    highest = sequence;
    messages[slot(sequence)] = message;
    resentNanos[slot(sequence)] = Long.MIN_VALUE;
  }

  /** The last number used; 0 if none was. */
  long highest() {
    return highest;
  }

  /** The lowest number still here. */
  long lowest() {
    return Math.max(1, highest - SIZE + 1);
  }

  /** The message of that number, or null if it is not here. */
  Message get(long sequence) {
    return sequence >= lowest() && sequence <= highest ? messages[slot(sequence)] : null;
  }

  /** True if it was not sent again within that time; it counts as sent again now. */
  boolean mayResend(long sequence, long pauseNanos, long nowNanos) {
    long last = resentNanos[slot(sequence)];
    if (last != Long.MIN_VALUE && nowNanos - last < pauseNanos) {
      return false;
    }
    resentNanos[slot(sequence)] = nowNanos;
    return true;
  }

  private static int slot(long sequence) {
    return (int) (sequence % SIZE);
  }
}
