package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes log events from any thread without ever blocking it, and writes them on a thread of its own.
 * When the queue is full, events are dropped and counted; the number is written when there is room
 * again. A sink that fails is tried again with the next line.
 */
final class LineWriter extends AppenderBase<ILoggingEvent> {
  private static final long CLOSE_LIMIT_MILLIS = 2_000;
  private static final long STUCK_MILLIS = 600;
  private static final long POLL_MILLIS = 500;
  private static final String MISSING =
      " log lines were dropped here: they came faster than the log could be written.";

  /** Events to write, and marks of those who wait until everything before has been written. */
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  /** Events in the queue. It bounds them: the bound may change, and a queue's own cannot. */
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile int capacity;
  private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong unwritten = new AtomicLong();
  private final Thread thread = new Thread(this::work, "log");
  private volatile boolean closing;

  LineWriter(int capacity) {
    this.capacity = capacity;
    thread.setDaemon(true);
  }

  /** From now on so many events may wait; those that wait already are kept. */
  void bound(int events) {
    capacity = events;
  }

  void add(Outlet outlet) {
    outlets.add(outlet);
  }

  /** That sink gets nothing more. */
  void remove(LineSink sink) {
    outlets.removeIf(outlet -> outlet.sink() == sink);
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    if (waiting.incrementAndGet() > capacity) {
      waiting.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      queue.add(() -> {
        waiting.decrementAndGet();
        handle(event);
      });
    }
  }

  private void work() {
    try {
      while (!closing || !queue.isEmpty()) {
        Runnable next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(ILoggingEvent event) {
    for (Outlet outlet : outlets) {
      if (outlet.wants(event)) {
        count(outlet, outlet.put(event), event.getTimeStamp());
      }
    }
    sayDropped(event.getTimeStamp());
  }

  /** A log that cannot be written is said where it still can. */
  private void count(Outlet failed, String reason, long wallMillis) {
    if (reason == null) {
      return;
    }
    unwritten.incrementAndGet();
    if (failed.hasJustFailed()) {
      String text = "The log " + failed.sink() + " cannot be written: " + reason + ". It is tried again with each line.";
      outlets.stream().filter(outlet -> outlet != failed).forEach(outlet -> outlet.warn(wallMillis, text));
    }
  }

  /** Says, in the place where they are missing, how many lines are missing. */
  private void sayDropped(long wallMillis) {
    long missing = dropped.getAndSet(0);
    if (missing > 0) {
      outlets.forEach(outlet -> outlet.warn(wallMillis, missing + MISSING));
    }
  }

  /** Lines that did not reach a sink since the start. */
  long lost() {
    return dropped.get() + unwritten.get();
  }

  /** Waits until everything so far has been written, at most so long. Not for an event loop. False if that was not enough. */
  boolean flush(long limitMillis) throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    queue.add(written::countDown);
    return written.await(limitMillis, TimeUnit.MILLISECONDS);
  }

  /** A slow disk gets its time; one that takes nothing at all does not hold up the end. */
  private void awaitLastLine() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_LIMIT_MILLIS);
    int left;
    do {
      left = queue.size();
      thread.join(STUCK_MILLIS);
    } while (thread.isAlive() && queue.size() != left && System.nanoTime() < end);
  }

  @Override
  public void stop() {
    super.stop();
    closing = true;
    try {
      awaitLastLine();
      if (thread.isAlive()) {
        // it hangs in a write, and so might a close; the process ends without it
        return;
      }
      for (Outlet outlet : outlets) {
        outlet.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      unwritten.incrementAndGet();
    }
  }
}
