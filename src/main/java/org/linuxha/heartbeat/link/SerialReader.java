package org.linuxha.heartbeat.link;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The thread that reads a serial line and hands what came to the loop. It stops reading while the loop
 * has {@link #MAX_PENDING} pieces of it to digest: then the line's own buffers fill, and what does not
 * fit is lost there.
 */
final class SerialReader implements Runnable {
  private static final int PIECE = 4096;
  private static final int MAX_PENDING = 64;

  private final SerialLine line;
  private final Consumer<Runnable> loop;
  private final Consumer<byte[]> consumer;
  private final Semaphore pending = new Semaphore(MAX_PENDING);
  private final ConcurrentLinkedQueue<Runnable> drains = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /**
   * @param loop runs what it is given on the verticle's loop, in order
   * @param consumer called there with what came
   */
  SerialReader(SerialLine line, Consumer<Runnable> loop, Consumer<byte[]> consumer) {
    this.line = line;
    this.loop = loop;
    this.consumer = consumer;
  }

  /** Calls back, on the loop, when all that had arrived before was handed up; at once if nobody reads. */
  void drain(Runnable drained) {
    drains.add(drained);
    if (ended) {
      answerDrains();
    }
  }

  /** True when the line was hung up or closed. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[PIECE];
    try {
      for (int count = line.read(buffer); count >= 0; count = line.read(buffer)) {
        if (count > 0) {
          hand(Arrays.copyOf(buffer, count));
        }
        if (!drains.isEmpty() && line.isEmpty()) {
          answerDrains();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      answerDrains();
    }
  }

  private void hand(byte[] piece) throws InterruptedException {
    pending.acquire();
    loop.accept(() -> {
      pending.release();
      consumer.accept(piece);
    });
  }

  private void answerDrains() {
    for (Runnable drained = drains.poll(); drained != null; drained = drains.poll()) {
      loop.accept(drained);
    }
  }
}
