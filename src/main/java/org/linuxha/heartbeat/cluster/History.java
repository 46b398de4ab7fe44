package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * The last 500 sequenced messages we sent, for peers that missed them (wire.md 6.4); fewer when they are large: 500 of the
 * largest that a client may send, which leave compressed and are kept as they were, would be twice the memory of the daemon.
 */
final class History {
  static final int SIZE = 500;
  /** Of all of them together, as netstrings: half as much again as {@link FlowControl} lets go unacknowledged. */
  static final int MOST_BYTES = 12 * 1024 * 1024;

  private final Message[] messages = new Message[SIZE];
  private final long[] resentNanos = new long[SIZE];
  private final int[] lengths = new int[SIZE];
  private long bytes;
  private long highest;
  /** Everything up to this number is gone. */
  private long gone;

  void add(long sequence, Message message) {
    int slot = slot(sequence);
    highest = sequence;
    bytes -= lengths[slot];
    lengths[slot] = NetstringCodec.lengthOf(message);
    bytes += lengths[slot];
    messages[slot] = message;
    resentNanos[slot] = Long.MIN_VALUE;
    while (bytes > MOST_BYTES && lowest() < sequence) {
      drop(lowest());
    }
  }

  private void drop(long sequence) {
    int slot = slot(sequence);
    messages[slot] = null;
    bytes -= lengths[slot];
    lengths[slot] = 0;
    gone = sequence;
  }

  /** Of all that are here, as netstrings. */
  long bytes() {
    return bytes;
  }

  /** Of those with a higher number than that. */
  long bytesAbove(long sequence) {
    long sum = 0;
    for (long number = Math.max(sequence + 1, lowest()); number <= highest; number++) {
      sum += lengths[slot(number)];
    }
    return sum;
  }

  /** The last number used; 0 if none was. */
  long highest() {
    return highest;
  }

  /** The lowest number still here. */
  long lowest() {
    return Math.max(gone + 1, highest - SIZE + 1);
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
