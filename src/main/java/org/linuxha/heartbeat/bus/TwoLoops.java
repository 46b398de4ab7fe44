package org.linuxha.heartbeat.bus;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.vertx.core.impl.transports.EpollTransport;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.linuxha.heartbeat.bus.House.Loop;

/**
 * The two event loops. Whoever asks Vert.x for any loop gets the service loop; the pulse loop is given
 * only inside {@link #asking}. So nothing strays onto the pulse: no client connection, no timer that a
 * foreign thread sets, no verticle that was deployed past the {@link House}.
 */
final class TwoLoops extends MultiThreadIoEventLoopGroup {
  private final Map<Loop, IoEventLoop> loops = new EnumMap<>(Loop.class);
  private final ThreadLocal<Loop> asked = ThreadLocal.withInitial(() -> Loop.SERVICE);

  private TwoLoops(ThreadFactory threads, IoHandlerFactory handlers) {
    super(Loop.values().length, threads, handlers, Arrays.asList(Loop.values()).iterator());
    Iterator<EventExecutor> children = iterator();
    for (Loop loop : Loop.values()) {
      loops.put(loop, (IoEventLoop) children.next());
    }
  }

  /** Called by the constructor above for one loop after the other; the thread is named from inside. */
  @Override
  protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
    Loop loop = (Loop) ((Iterator<?>) args[0]).next();
    Executor naming =
        task ->
            executor.execute(
                () -> {
                  Thread.currentThread().setName(loop.threadName());
                  task.run();
                });
    return new PatientLoop(this, naming, handlers);
  }

  /**
   * A loop whose queues never make it wait for who fills them. Netty's own queue spins when the other
   * thread has taken a place in it and not yet filled it. With real time that is fatal: the pulse comes
   * before all others, so a thread that it interrupted at that point never fills its place, and the
   * pulse turns for ever (docs/adr/005).
   */
  private static final class PatientLoop extends SingleThreadIoEventLoop {
    PatientLoop(TwoLoops parent, Executor executor, IoHandlerFactory handlers) {
      super(parent, executor, handlers, new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(),
          RejectedExecutionHandlers.reject());
    }
  }

  @Override
  public IoEventLoop next() {
    return loops.get(asked.get());
  }

  IoEventLoop of(Loop loop) {
    return loops.get(loop);
  }

  /** Runs that; the contexts it makes on this thread belong to that loop. */
  <T> T asking(Loop loop, Supplier<T> deployment) {
    asked.set(loop);
    try {
      return deployment.get();
    } finally {
      asked.remove();
    }
  }

  /** Vert.x's own epoll transport, but with these loops. */
  static final class Transport extends EpollTransport {
    private TwoLoops loops;

    @Override
    public EventLoopGroup eventLoopGroup(int type, int count, ThreadFactory threads, int ioRatio) {
      if (type != IO_EVENT_LOOP_GROUP) {
        return super.eventLoopGroup(type, count, threads, ioRatio);
      }
      loops = new TwoLoops(threads, ioHandlerFactory());
      return loops;
    }

    TwoLoops loops() {
      return loops;
    }
  }
}
