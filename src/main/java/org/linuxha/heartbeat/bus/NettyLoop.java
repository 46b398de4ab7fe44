package org.linuxha.heartbeat.bus;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;

/** The Netty event loop behind a verticle's context: the one place that knows this Vert.x internal. */
public final class NettyLoop {
  private final ContextInternal context;

  private NettyLoop(ContextInternal context) {
    this.context = context;
  }

  public static NettyLoop of(Context context) {
    return new NettyLoop((ContextInternal) context);
  }

  public EventLoop eventLoop() {
    return context.nettyEventLoop();
  }

  /**
   * Runs that on the verticle's context: at once if this is its loop, as in a channel handler, else as
   * soon as the loop gets to it. Netty tells of a socket that could not be set up on a thread of its own.
   */
  public void dispatch(Runnable task) {
    if (context.nettyEventLoop().inEventLoop()) {
      context.dispatch(task);
    } else {
      context.nettyEventLoop().execute(() -> context.dispatch(task));
    }
  }

  /** Runs that on the verticle's context behind what the loop has to do already, at the end of a burst. */
  public void later(Runnable task) {
    context.nettyEventLoop().execute(() -> context.dispatch(task));
  }

  /** Runs that after so many nanoseconds, with the resolution of the loop, not of Vert.x's milliseconds. */
  public void after(long delayNanos, Runnable task) {
    context.nettyEventLoop().schedule(() -> context.dispatch(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
  }
}
