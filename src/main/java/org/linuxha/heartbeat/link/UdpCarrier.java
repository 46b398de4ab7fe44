package org.linuxha.heartbeat.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.problem.Cause;

/** The two sockets of a UDP medium: one receives on the cluster's port, one sends from a port of its own. */
final class UdpCarrier implements Carrier {
  /** Datagrams taken in one turn of the loop before other links get theirs. */
  private static final int BURST = 64;
  /** What may wait for a full send buffer of the kernel; beyond it the newest is dropped and reported. */
  private static final int MAX_WAITING_BYTES = 1024 * 1024;
  private static final String NO_DEVICE = "there is no such device";

  private final UdpPlan plan;
  private final Carriers.Site site;
  private Device device;
  private UdpPlan.Sockets sockets;
  private Channel receiver;
  private Channel sender;
  private UdpReceiver reading;
  private UdpDrain draining;
  /** Kept when the sockets are made anew: peers and firewalls see one source port (wire.md 8.1). */
  private int sourcePort;
  private boolean bindingRefused;
  private UdpPlan.Source source = UdpPlan.Source.ANY;

  UdpCarrier(UdpPlan plan, Carriers.Site site) {
    this.plan = plan;
    this.site = site;
  }

  @Override
  public String started() {
    return plan.started();
  }

  @Override
  public void bindTo(Optional<String> address) {
    source = new UdpPlan.Source(address);
  }

  @Override
  public Future<Void> open() {
    return look()
        .compose(this::openOn)
        .recover(failure -> Future.failedFuture(new CannotOpen(reason(failure))));
  }

  private Future<Void> openOn(Device found) {
    if (found == null) {
      throw new CannotOpen(NO_DEVICE);
    }
    device = found;
    sockets = plan.sockets().apply(found, source);
    return openBoth().recover(this::openUnbound);
  }

  private Future<Device> look() {
    return site.vertx().executeBlocking(() -> Device.look(plan.device()));
  }

  /** Without CAP_NET_RAW some kernels do not let us bind to a device. */
  private Future<Void> openUnbound(Throwable failure) {
    if (!sockets.receive().has(UdpOptions.BIND_TO_DEVICE) || !reason(failure).contains("Operation not permitted")) {
      return Future.failedFuture(failure);
    }
    if (!bindingRefused) {
      bindingRefused = true;
      site.upstream().warn("binding to the device is not permitted (it needs CAP_NET_RAW):"
          + " packets that come in on other devices are heard as if they came on this one");
    }
    sockets = sockets.unbound();
    return close().compose(closed -> openBoth());
  }

  private Future<Void> openBoth() {
    return openReceiver().compose(receiving -> openSender());
  }

  private Future<Void> openReceiver() {
    OneBuffer buffer = new OneBuffer(BURST);
    reading = new UdpReceiver(site.loop(), site.upstream(), BURST);
    Bootstrap bootstrap = bootstrap(sockets.receive())
        .option(ChannelOption.RECVBUF_ALLOCATOR, buffer)
        .handler(reading);
    return bind(bootstrap, sockets.bind()).onFailure(refused -> buffer.release()).compose(channel -> {
      receiver = channel;
      channel.closeFuture().addListener(closed -> buffer.release());
      sockets.joined().forEach((option, value) -> channel.config().setOption(option, value));
      int granted = enlarge(channel);
      draining = new UdpDrain(site.loop(), reading, granted);
      return Future.succeededFuture();
    });
  }

  /** Asks beyond the system's limit, which only root may, and looks at what the kernel granted. */
  private int enlarge(Channel channel) {
    try {
      channel.config().setOption(UdpOptions.RECEIVE_BUFFER_FORCE, UdpPlan.BUFFER);
    } catch (RuntimeException notPermitted) {
      // what was granted without force is looked at below
    }
    // the kernel counts its own overhead too and therefore doubles what was asked for
    int granted = channel.config().getOption(UdpOptions.RECEIVE_BUFFER) / 2;
    if (granted < UdpPlan.BUFFER / 8) {
      site.upstream().warn("the kernel grants a receive buffer of only " + granted / 1024
          + " KiB; bursts may be lost; set net.core.rmem_max to " + UdpPlan.BUFFER);
    }
    return granted;
  }

  /** Nothing is expected there, so nothing is read. */
  private Future<Void> openSender() {
    Bootstrap bootstrap = bootstrap(sockets.send())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(MAX_WAITING_BYTES / 2, MAX_WAITING_BYTES))
        .handler(new ChannelInboundHandlerAdapter());
    return bind(bootstrap, new InetSocketAddress(sockets.source(), sourcePort))
        .recover(taken -> sourcePort == 0
            ? Future.failedFuture(taken)
            : bind(bootstrap, new InetSocketAddress(sockets.source(), 0)))
        .map(channel -> {
          sender = channel;
          sourcePort = ((InetSocketAddress) channel.localAddress()).getPort();
          return null;
        });
  }

  private Bootstrap bootstrap(UdpOptions options) {
    SocketProtocolFamily family = sockets.isV6() ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    Bootstrap bootstrap = new Bootstrap()
        .group(site.loop().eventLoop())
        // no memory shared with threads that the pulse may interrupt (docs/adr/005)
        .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
        .channelFactory(() -> new EpollDatagramChannel(family));
    options.forEach(bootstrap::option);
    return bootstrap;
  }

  private Future<Channel> bind(Bootstrap bootstrap, InetSocketAddress local) {
    Promise<Channel> bound = Promise.promise();
    ChannelFuture binding = bootstrap.bind(local);
    binding.addListener(done -> site.loop().dispatch(() -> {
      if (done.isSuccess()) {
        bound.complete(binding.channel());
      } else {
        bound.fail(done.cause());
      }
    }));
    return bound.future();
  }

  @Override
  public void send(LinkOutput.Transmit transmit) {
    if (sender == null) {
      return;
    }
    int length = transmit.datagram().length();
    if (!sender.isWritable()) {
      sendFailed(length, "the device does not take packets fast enough");
      return;
    }
    sender
        .write(new DatagramPacket(Unpooled.wrappedBuffer(transmit.datagram().toArray()), sockets.destination()))
        .addListener(done -> {
          if (!done.isSuccess()) {
            site.loop().dispatch(() -> sendFailed(length, reason(done.cause())));
          }
        });
  }

  @Override
  public void flush() {
    if (sender != null) {
      sender.flush();
    }
  }

  private void sendFailed(int length, String reason) {
    InetSocketAddress to = sockets.destination();
    site.upstream().sendFailed(
        "Unable to send HBcomm packet " + plan.device() + " " + NetUtil.toSocketAddressString(to) + " len=" + length,
        reason);
  }

  @Override
  public void drain(Runnable drained) {
    if (receiver == null) {
      drained.run();
    } else {
      draining.begin(drained);
    }
  }

  @Override
  public Future<Condition> check() {
    return look().map(this::compare);
  }

  private Condition compare(Device now) {
    if (now == null) {
      return Condition.gone(NO_DEVICE);
    }
    if (now.index() != device.index()) {
      return Condition.gone("the device was replaced by another of the same name");
    }
    if (sockets.uses() != null && !now.has(sockets.uses())) {
      return Condition.gone("the device has no longer the address " + sockets.uses().address().getHostAddress());
    }
    if (sockets.source() instanceof Inet6Address bound && !bound.isAnyLocalAddress() && now.own(bound) == null) {
      return Condition.gone("the device has no longer the address " + bound.getHostAddress());
    }
    return now.running() ? Condition.SOUND : Condition.idle("the device is down or has no carrier");
  }

  @Override
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    for (Channel channel : new Channel[] {receiver, sender}) {
      if (channel != null) {
        Promise<Void> closed = Promise.promise();
        channel.close().addListener(done -> site.loop().dispatch(closed::complete));
        closing.add(closed.future());
      }
    }
    receiver = null;
    sender = null;
    return Future.all(closing).mapEmpty();
  }

  /** The kernel's own words at the bottom of a Netty failure. */
  static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return Cause.of(deepest).replaceFirst("^.*failed[^:]*: ", "");
  }
}
