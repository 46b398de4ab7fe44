package org.linuxha.heartbeat.cli;

import java.util.concurrent.CountDownLatch;

/** Holds all until everybody is ready, then lets all go at once; or nobody, if one is not. */
final class Together {
  private final CountDownLatch open;
  private volatile boolean refused;

  Together(int count) {
    open = new CountDownLatch(count);
  }

  /** Waits for the others; true if all go. */
  boolean ready() throws InterruptedException {
    open.countDown();
    open.await();
    return !refused;
  }

  /** Somebody will not be ready. */
  void refuse() {
    refused = true;
    while (open.getCount() > 0) {
      open.countDown();
    }
  }
}
