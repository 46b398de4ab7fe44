package org.linuxha.heartbeat.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.bus.NettyLoop;

/** The two sockets of a UDP medium: one receives on the cluster's port, one sends from a port of its own. */
final class UdpCarrier implements Carrier {
  private static final int MAX_DATAGRAM = 65_536;
  /** Datagrams taken in one turn of the loop before others get theirs. */
  private static final int BURST = 64;
  /** One full pass of the loop over its sockets happens within this. */
  private static final long PASS_NANOS = 1_000_000;

  private final UdpPlan plan;
  private final Vertx vertx;
  private final NettyLoop loop;
  private final Upstream upstream;
  private Device device;
  private Channel receiver;
  private Channel sender;
  private InetSocketAddress destination;
  private boolean fullBurst;
  private boolean deviceBindingRefused;

  UdpCarrier(UdpPlan plan, Vertx vertx, NettyLoop loop, Upstream upstream) {
    this.plan = plan;
    this.vertx = vertx;
    this.loop = loop;
    this.upstream = upstream;
  }

  @Override
  public Future<Void> open() {
    return vertx
        .executeBlocking(() -> Device.look(plan.device()))
        .compose(this::openOn)
        .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
  }

  private Future<Void> openOn(Device found) {
    if (found == null) {
      return Future.failedFuture(new CannotOpen("there is no such device"));
    }
    device = found;
    UdpPlan.Sockets sockets;
    try {
      sockets = plan.on(found);
    } catch (CannotOpen e) {
      return Future.failedFuture(e);
    }
    destination = sockets.destination();
    return bind(sockets, true).compose(
        channel -> {
          receiver = channel;
          apply(channel, sockets.joined());
          checkBuffer(channel);
          return bind(sockets, false);
        })
        .map(channel -> {
          sender = channel;
          return null;
        });
  }

  private Future<Channel> bind(UdpPlan.Sockets sockets, boolean receiving) {
    return tryBind(sockets, receiving, sockets.boundToDevice() && !deviceBindingRefused)
        .recover(failure -> {
          if (sockets.boundToDevice() && !deviceBindingRefused && isRefusal(failure)) {
            deviceBindingRefused = true;
            upstream.warn("binding to the device is not permitted (CAP_NET_RAW): packets of other devices are heard too");
            return tryBind(sockets, receiving, false);
          }
          return Future.failedFuture(new CannotOpen(reason(failure)));
        });
  }

  private static boolean isRefusal(Throwable failure) {
    return reason(failure).contains("Operation not permitted");
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }

  private Future<Channel> tryBind(UdpPlan.Sockets sockets, boolean receiving, boolean toDevice) {
    SocketProtocolFamily family = sockets.isV6() ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    Bootstrap bootstrap = new Bootstrap()
        .group(loop.eventLoop())
        .channelFactory(() -> new EpollDatagramChannel(family))
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM).maxMessagesPerRead(BURST))
        .handler(receiving ? new Receiver() : new Deaf());
    if (toDevice) {
      bootstrap.option(UdpOptions.BIND_TO_DEVICE, UdpOptions.deviceName(plan.device()));
    }
    set(bootstrap, receiving ? sockets.receive() : sockets.send());
    if (receiving) {
      bootstrap.option(UdpOptions.RECEIVE_BUFFER, UdpPlan.BUFFER);
    }
    InetSocketAddress local = receiving
        ? sockets.bind()
        : new InetSocketAddress(sockets.isV6() ? "::" : "0.0.0.0", 0);
    Promise<Channel> bound = Promise.promise();
    ChannelFuture binding = bootstrap.bind(local);
    binding.addListener(done -> loop.dispatch(() -> {
      if (done.isSuccess()) {
        bound.complete(binding.channel());
      } else {
        bound.fail(done.cause());
      }
    }));
    return bound.future();
  }

  private static void set(Bootstrap bootstrap, UdpPlan.Options options) {
    for (Map.Entry<ChannelOption<?>, Object> option : options.values.entrySet()) {
      bootstrap.option(UdpCarrier.<Object>cast(option.getKey()), option.getValue());
    }
  }

  private static void apply(Channel channel, UdpPlan.Options options) {
    for (Map.Entry<ChannelOption<?>, Object> option : options.values.entrySet()) {
      try {
        channel.config().setOption(UdpCarrier.<Object>cast(option.getKey()), option.getValue());
      } catch (RuntimeException e) {
        throw new CannotOpen(option.getKey().name() + ": " + reason(e));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> ChannelOption<T> cast(ChannelOption<?> option) {
    return (ChannelOption<T>) option;
  }

  /** The kernel doubles what it grants and cuts at net.core.rmem_max unless we may force it. */
  private void checkBuffer(Channel channel) {
    try {
      channel.config().setOption(UdpOptions.RECEIVE_BUFFER_FORCE, UdpPlan.BUFFER);
    } catch (RuntimeException notPermitted) {
      // only root may; what was granted is looked at below
    }
    Integer granted = channel.config().getOption(UdpOptions.RECEIVE_BUFFER);
    if (granted != null && granted < UdpPlan.BUFFER / 4) {
      upstream.warn("the kernel grants a receive buffer of only " + granted / 1024
          + " KiB; raise net.core.rmem_max to " + UdpPlan.BUFFER);
    }
  }

  @Override
  public void send(LinkOutput.Transmit transmit) {
    if (sender == null) {
      return;
    }
    sender
        .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(transmit.datagram().toArray()), destination))
        .addListener(done -> {
          if (!done.isSuccess()) {
            loop.dispatch(() -> upstream.sendFailed(reason(done.cause())));
          }
        });
  }

  /**
   * The loop serves sockets before timers in each turn. So after a timer of our own has fired the
   * receiver was read at least once since the call; if that filled its burst there may be more.
   */
  @Override
  public void drain(Runnable drained) {
    fullBurst = false;
    loop.after(PASS_NANOS, () -> {
      if (fullBurst) {
        drain(drained);
      } else {
        drained.run();
      }
    });
  }

  @Override
  public Future<Boolean> stillThere() {
    Device opened = device;
    return vertx.executeBlocking(() -> Device.look(plan.device())).map(found -> found != null && found.equals(opened));
  }

  @Override
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    for (Channel channel : new Channel[] {receiver, sender}) {
      if (channel != null) {
        Promise<Void> closed = Promise.promise();
        channel.close().addListener(done -> closed.complete());
        closing.add(closed.future());
      }
    }
    receiver = null;
    sender = null;
    return closing.isEmpty() ? Future.succeededFuture() : Future.all(closing).mapEmpty();
  }

  /** Copies each datagram out of Netty's pooled buffer and hands it up. */
  private final class Receiver extends ChannelInboundHandlerAdapter {
    private int inThisTurn;

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
      DatagramPacket datagram = (DatagramPacket) packet;
      byte[] octets = new byte[datagram.content().readableBytes()];
      datagram.content().readBytes(octets);
      datagram.release();
      inThisTurn++;
      loop.dispatch(() -> upstream.received(octets));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      fullBurst |= inThisTurn >= BURST;
      inThisTurn = 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      // e.g. the device went down; the next look at the device decides
      loop.dispatch(() -> upstream.sendFailed(reason(failure)));
    }
  }

  /** Nothing is expected on the sending socket. */
  @ChannelHandler.Sharable
  private static final class Deaf extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
      ((DatagramPacket) packet).release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      // an ICMP error to something we sent; the receiver's silence says the rest
    }
  }
}
