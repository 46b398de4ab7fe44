package org.linuxha.heartbeat.daemon;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.process.RealTime;

/** A program of {@link RealTimeIT}: the two loops with real time, and what may go wrong with it. */
final class RealTimeProgram {
  private static final long MAX_WAITING = 1_000;
  private static final int HAMMERS = Runtime.getRuntime().availableProcessors() + 1;

  private static final PulseBeat BEAT = new PulseBeat();
  private static final AtomicLong DONE = new AtomicLong();
  private static final AtomicLong SENT = new AtomicLong();
  private static volatile boolean active;

  private RealTimeProgram() {}

  /** {@code hammer} or {@code spin}; prints what happens. */
  public static void main(String[] arguments) throws Exception {
    EventLoop pulse = pulse();
    boolean guarded = arguments[0].equals("spin");
    RealTime realTime =
        RealTime.enter(RealTime.DEFAULT_PRIORITY, House.Loop.PULSE.threadName(), guarded ? BEAT::ageMillis : () -> 0,
            (severity, code, text) -> System.out.println((code == null ? "" : code.id() + " ") + text),
            scheduling -> active = scheduling.realtime());
    if (active && arguments[0].equals("hammer")) {
      hammer(pulse);
    } else if (active) {
      spin(pulse);
    }
    realTime.leave();
    System.exit(0);
  }

  private static EventLoop pulse() throws Exception {
    CompletableFuture<EventLoop> loop = new CompletableFuture<>();
    House.open().deploy(House.Loop.PULSE, () -> new VerticleBase() {
      @Override
      public Future<?> start() {
        vertx.setPeriodic(1, ignored -> BEAT.turned());
        loop.complete(NettyLoop.of(context).eventLoop());
        return Future.succeededFuture();
      }
    });
    return loop.get();
  }

  /** More threads than processors give the pulse work all the time: it interrupts them at any point. */
  private static void hammer(EventLoop pulse) throws InterruptedException {
    for (int i = 0; i < HAMMERS; i++) {
      Thread thread = new Thread(() -> {
        while (active) {
          SENT.incrementAndGet();
          pulse.execute(DONE::incrementAndGet);
          if (SENT.get() - DONE.get() > MAX_WAITING) {
            LockSupport.parkNanos(1);
          }
        }
      }, "hammer" + i);
      thread.setDaemon(true);
      thread.start();
    }
    long worst = 0;
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3); System.nanoTime() < end && active;) {
      TimeUnit.MILLISECONDS.sleep(5);
      worst = Math.max(worst, BEAT.ageMillis());
    }
    System.out.println("done, worst age " + worst + " ms");
  }

  /** What the pulse's queue did once: it waits for something, and leaves the processor to nobody. */
  private static void spin(EventLoop pulse) throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    pulse.execute(() -> {
      while (active) {
        Thread.onSpinWait();
      }
      ended.complete(null);
    });
    ended.get(60, TimeUnit.SECONDS);
    System.out.println("done");
  }
}
