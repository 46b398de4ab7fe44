package org.linuxha.heartbeat.link;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits for a serial line, between the loop and the thread that writes. A line is slow: what does
 * not fit drops the oldest, since a fresh sign of life is worth more than a late one, and what was lost
 * is asked for again (wire.md 6.4). The newest message is always kept, however long it is.
 */
final class SerialQueue {
  static final int MAX_MESSAGES = 64;

  private final int maxBytes;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;
  private boolean closed;

  /**
   * @param maxBytes what the line carries in the time that a message may wait
   */
  SerialQueue(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Never waits; answers how many older messages had to go. */
  synchronized int offer(byte[] message) {
    if (closed) {
      return 0;
    }
    waiting.add(message);
    bytes += message.length;
    int dropped = 0;
    while (waiting.size() > 1 && (waiting.size() > MAX_MESSAGES || bytes > maxBytes)) {
      bytes -= waiting.poll().length;
      dropped++;
    }
    notifyAll();
    return dropped;
  }

  /**
   * For messages of other nodes: nothing of ours has to go for them, and half of the room stays for ours.
   *
   * @return false if there was no room
   */
  synchronized boolean offerIfRoom(byte[] message) {
    if (closed) {
      return true;
    }
    if (waiting.size() >= MAX_MESSAGES / 2 || !waiting.isEmpty() && bytes + message.length > maxBytes / 2) {
      return false;
    }
    waiting.add(message);
    bytes += message.length;
    notifyAll();
    return true;
  }

  /** Waits for the next message; null when the queue was closed. */
  synchronized byte[] take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    byte[] next = waiting.poll();
    bytes -= next.length;
    return next;
  }

  /** Forgets what waits and ends whoever takes. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    bytes = 0;
    notifyAll();
  }
}
