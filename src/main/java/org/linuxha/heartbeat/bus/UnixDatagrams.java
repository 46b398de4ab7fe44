package org.linuxha.heartbeat.bus;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Sends datagrams to a Unix socket such as {@code /dev/log}, which the JDK cannot. It has a loop of its
 * own, so that the log outlives the {@link House}, and blocks its caller, within bounds.
 */
public final class UnixDatagrams implements AutoCloseable {
  private static final long LIMIT_MILLIS = 1_000;
  private static final long QUIET_MILLIS = 0;

  private final DomainSocketAddress address;
  private final long limitMillis;
  private EventLoopGroup loop;
  private Channel channel;

  public UnixDatagrams(Path path) {
    this(path.toString(), LIMIT_MILLIS);
  }

  /** @param limitMillis holds a caller no longer than that */
  UnixDatagrams(String name, long limitMillis) {
    address = new DomainSocketAddress(name);
    this.limitMillis = limitMillis;
  }

  /** A path, or an abstract name, which begins with a zero character. */
  public static UnixDatagrams to(String name) {
    return new UnixDatagrams(name, LIMIT_MILLIS);
  }

  /** Sends one; connects first if need be, and again the next time if this fails. */
  public synchronized void send(byte[] datagram) throws IOException {
    if (channel == null || !channel.isActive()) {
      connect();
    }
    // a connected socket of this kind takes the bare bytes
    await(channel.writeAndFlush(Unpooled.wrappedBuffer(datagram)), "does not take what is sent to it");
  }

  private void connect() throws IOException {
    if (loop == null) {
      loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(address);
    channel = connecting.channel();
    await(connecting, "does not answer");
  }

  private void await(ChannelFuture step, String otherwise) throws IOException {
    String reason = otherwise;
    try {
      if (step.await(limitMillis, TimeUnit.MILLISECONDS) && step.isSuccess()) {
        return;
      }
      // a connection that the other side has ended fails without a text
      reason = step.cause() == null || step.cause().getMessage() == null ? otherwise : step.cause().getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.close();
    channel = null;
    throw new IOException(address.path() + ": " + reason);
  }

  @Override
  public synchronized void close() {
    if (loop != null) {
      loop.shutdownGracefully(QUIET_MILLIS, LIMIT_MILLIS, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
