package org.linuxha.heartbeat.bus;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Vert.x with exactly two event loops. The <em>pulse</em> loop carries links, cluster and membership;
 * the <em>service</em> loop carries clients, HTTP and children, so that none of them can delay a
 * heartbeat. Vert.x hands out its loops in turn and has no option to choose: a verticle that lands on
 * the wrong one is offered the next, and each start asserts where it runs (docs/adr/003).
 */
public final class House {
  /** Whose thread a verticle lives on. */
  public enum Loop {
    PULSE,
    SERVICE
  }

  private static final int LOOPS = Loop.values().length;
  private static final int OFFERS = 2 * LOOPS + 2;

  private final Vertx vertx;
  private volatile Thread pulse;

  private House(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Builds Vert.x and settles the loops.
   *
   * @throws IllegalStateException if Netty's native epoll transport cannot be loaded; the message says why
   */
  public static House open() {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(LOOPS)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(2)
            .setPreferNativeTransport(true)
            .setMaxEventLoopExecuteTime(1)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
            .setBlockedThreadCheckInterval(10)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS);
    Vertx vertx = Vertx.vertx(options);
    if (!vertx.isNativeTransportEnabled()) {
      Throwable cause = vertx.unavailableNativeTransportCause();
      vertx.close();
      throw new IllegalStateException(
          "Netty's native epoll transport cannot be loaded (" + cause
              + "); java.io.tmpdir must be a directory from which libraries may be executed", cause);
    }
    registerCodecs(vertx.eventBus());
    return new House(vertx);
  }

  private static void registerCodecs(EventBus bus) {
    for (Class<?> sealed : List.of(LinkInput.class, LinkOutput.class, Control.class)) {
      for (Class<?> payload : sealed.getPermittedSubclasses()) {
        register(bus, payload);
      }
    }
    register(bus, Told.class);
    register(bus, Submission.class);
  }

  /** Lets objects of that class, immutable all through, travel on the event bus as they are. */
  private static <T> void register(EventBus bus, Class<T> payload) {
    bus.registerDefaultCodec(payload, new SameObjectCodec<>(payload.getName()));
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Deploys the verticle on that loop. The supplier makes the verticle once it is known to be there. */
  public Future<String> deploy(Loop loop, Supplier<VerticleBase> verticle) {
    return offer(loop, verticle, OFFERS);
  }

  private Future<String> offer(Loop loop, Supplier<VerticleBase> verticle, int offers) {
    return vertx
        .deployVerticle(new Settler(loop, verticle))
        .recover(
            failure ->
                failure instanceof WrongLoop && offers > 1
                    ? offer(loop, verticle, offers - 1)
                    : Future.failedFuture(failure));
  }

  public Future<Void> close() {
    return vertx.close();
  }

  /** The first thread that is asked for a loop becomes the pulse. */
  private synchronized Loop loopOf(Thread thread) {
    if (pulse == null) {
      pulse = thread;
      thread.setName("pulse");
    }
    if (thread == pulse) {
      return Loop.PULSE;
    }
    thread.setName("service");
    return Loop.SERVICE;
  }

  /** Starts the real verticle if this is its loop. */
  private final class Settler extends VerticleBase {
    private final Loop loop;
    private final Supplier<VerticleBase> supplier;
    private VerticleBase settled;

    Settler(Loop loop, Supplier<VerticleBase> supplier) {
      this.loop = loop;
      this.supplier = supplier;
    }

    @Override
    public Future<?> start() throws Exception {
      if (loopOf(Thread.currentThread()) != loop) {
        return Future.failedFuture(new WrongLoop());
      }
      settled = supplier.get();
      settled.init(vertx, context);
      return settled.start();
    }

    @Override
    public Future<?> stop() throws Exception {
      return settled == null ? Future.succeededFuture() : settled.stop();
    }
  }

  private static final class WrongLoop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongLoop() {
      super("not the loop that was asked for", null, false, false);
    }
  }

  /** Hands the very same object over; nothing mutable may use it. */
  private record SameObjectCodec<T>(String name) implements MessageCodec<T, T> {
    @Override
    public void encodeToWire(io.vertx.core.buffer.Buffer buffer, T payload) {
      throw new UnsupportedOperationException(name + " does not leave this process");
    }

    @Override
    public T decodeFromWire(int position, io.vertx.core.buffer.Buffer buffer) {
      throw new UnsupportedOperationException(name + " does not come from another process");
    }

    @Override
    public T transform(T payload) {
      return payload;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
