package org.linuxha.heartbeat.bus;

import io.netty.channel.epoll.Epoll;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.transports.TransportInternal;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Vert.x with exactly two event loops. The <em>pulse</em> loop carries links, cluster and membership;
 * the <em>service</em> loop carries clients, HTTP and children, so that none of them can delay a
 * heartbeat. Each verticle is deployed on the loop that is named, and its start asserts that it is
 * there (docs/adr/003). Whatever is not deployed here lands on the service loop.
 */
public final class House {
  /** Whose thread a verticle lives on. */
  public enum Loop {
    PULSE,
    SERVICE;

    /** The name of its thread, for the kernel too: real time, {@code top -H} and {@code ps -L} find it by that. */
    public String threadName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int WORKERS = 4;
  private static final int INTERNAL_WORKERS = 2;
  private static final Map<String, String> PROPERTIES =
      Map.of(
          // names are resolved when the configuration is read; the resolver of the JVM does for the rest
          "vertx.disableDnsResolver", "true",
          // else Netty looks at all devices for a hardware address, and warns when there is none
          "io.netty.machineId", "00:00:00:00:00:00:00:01");

  private final Vertx vertx;
  private final TwoLoops loops;

  private House(Vertx vertx, TwoLoops loops) {
    this.vertx = vertx;
    this.loops = loops;
  }

  /**
   * Builds Vert.x and settles the loops.
   *
   * @throws IllegalStateException if Netty's native epoll transport cannot be loaded; the message says why
   */
  public static House open() {
    if (!Epoll.isAvailable()) {
      Throwable cause = Epoll.unavailabilityCause();
      throw new IllegalStateException(
          "Netty's native epoll transport cannot be loaded (" + cause
              + "); java.io.tmpdir must be a directory from which libraries may be executed", cause);
    }
    PROPERTIES.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
    TwoLoops.Transport transport = new TwoLoops.Transport();
    Vertx vertx =
        Vertx.builder()
            .with(options())
            .withTransport(new TransportInternal("epoll", true, null, transport))
            .build();
    Payloads.register(vertx.eventBus());
    return new House(vertx, transport.loops());
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(Loop.values().length)
        .setWorkerPoolSize(WORKERS)
        .setInternalBlockingPoolSize(INTERNAL_WORKERS)
        .setMaxEventLoopExecuteTime(1)
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
        .setBlockedThreadCheckInterval(10)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
        // no directory in /tmp that a kill -9 would leave behind
        .setFileSystemOptions(
            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Deploys the verticle on that loop. The supplier is asked once, on the loop's own thread. */
  public Future<String> deploy(Loop loop, Supplier<? extends VerticleBase> verticle) {
    // a thread of nobody's keeps the first loop it is given: let that be the service loop
    vertx.getOrCreateContext();
    return loops.asking(loop, () -> vertx.deployVerticle(new Resident(loop, verticle)));
  }

  /** Undeploys everything and ends both loops. */
  public Future<Void> close() {
    return vertx.close();
  }

  /** Starts the real verticle where it belongs, or not at all. */
  private final class Resident extends VerticleBase {
    private final Loop loop;
    private final Supplier<? extends VerticleBase> supplier;
    private VerticleBase verticle;

    Resident(Loop loop, Supplier<? extends VerticleBase> supplier) {
      this.loop = loop;
      this.supplier = supplier;
    }

    @Override
    public Future<?> start() throws Exception {
      if (NettyLoop.of(context).eventLoop() != loops.of(loop) || !loops.of(loop).inEventLoop()) {
        throw new IllegalStateException(
            "a verticle for the " + loop.threadName() + " loop was started on " + Thread.currentThread().getName()
                + ": this Vert.x hands out its loops in another way than " + TwoLoops.class.getSimpleName() + " expects");
      }
      verticle = supplier.get();
      verticle.init(vertx, context);
      return verticle.start();
    }

    @Override
    public Future<?> stop() throws Exception {
      return verticle == null ? Future.succeededFuture() : verticle.stop();
    }
  }
}
