package org.linuxha.heartbeat.link;

import java.util.concurrent.TimeUnit;

/**
 * The thread that writes a serial line, no faster than the line carries it: in pieces, each followed
 * by the time it takes on the wire, so that what waits waits in {@link SerialQueue}, where the oldest
 * can be dropped, and not in the kernel.
 */
final class SerialWriter implements Runnable {
  static final int PIECE = 512;
  /** A write that takes longer, beyond its time on the wire, is a line on which nobody reads (wire.md 8.5). */
  static final long TIMEOUT_NANOS = 500_000_000L;

  /** Start, eight and stop: with fewer the pieces would be too fast, and what waits would wait in the kernel after all. */
  private static final int BITS = 10;
  private static final long NOT_WRITING = -1;

  private final SerialLine line;
  private final SerialQueue queue;
  private final int bytesASecond;
  private volatile long writingSinceNanos = NOT_WRITING;
  private volatile boolean ended;

  SerialWriter(SerialLine line, SerialQueue queue, int baud) {
    this.line = line;
    this.queue = queue;
    this.bytesASecond = baud / BITS;
  }

  /** True while a write has been going on for too long. */
  boolean isStuck(long nowNanos) {
    long since = writingSinceNanos;
    return since != NOT_WRITING && nowNanos - since > TIMEOUT_NANOS + wireNanos(PIECE);
  }

  /** True when the line was hung up or closed. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public void run() {
    try {
      line.sendBreak();
      for (byte[] message = queue.take(); message != null; message = queue.take()) {
        if (!write(message)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  private boolean write(byte[] message) throws InterruptedException {
    for (int offset = 0; offset < message.length; offset += PIECE) {
      int length = Math.min(PIECE, message.length - offset);
      long startNanos = System.nanoTime();
      writingSinceNanos = startNanos;
      int written = line.write(message, offset, length);
      writingSinceNanos = NOT_WRITING;
      if (written != length) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(wireNanos(length) - (System.nanoTime() - startNanos));
    }
    return true;
  }

  private long wireNanos(int length) {
    return length * TimeUnit.SECONDS.toNanos(1) / bytesASecond;
  }
}
