package org.linuxha.heartbeat.link;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.IcmpDescriptor;
import org.linuxha.heartbeat.bus.NettyLoop;

/**
 * The one ICMP socket of an address family, shared by all ping media: a raw socket is given every
 * answer that reaches the host, so one a medium would multiply the work. It lives while somebody uses
 * it, on the pulse loop alone.
 */
final class IcmpSocket implements Shareable {
  private static final int LARGEST = 2048;
  private static final int BURST = 64;
  private static final int SHORT = 0xffff;
  private static final String MAP = "icmp";

  private final boolean v6;
  private final int id = (int) ProcessHandle.current().pid() & SHORT;
  private final IcmpQuestions questions = new IcmpQuestions();
  private Future<Channel> opening;
  private boolean raw;
  private int users;

  private IcmpSocket(boolean v6) {
    this.v6 = v6;
  }

  static IcmpSocket of(Vertx vertx, boolean v6) {
    return vertx.sharedData().<Boolean, IcmpSocket>getLocalMap(MAP).computeIfAbsent(v6, IcmpSocket::new);
  }

  /** Opens it for the first user; every success must be followed by one {@link #release}. */
  Future<Void> acquire(Carriers.Site site) {
    if (opening == null || opening.failed()) {
      opening = site.vertx()
          .executeBlocking(() -> IcmpDescriptor.open(v6), false)
          .compose(descriptor -> register(descriptor, site.loop()));
    }
    return opening.map(channel -> {
      users++;
      return null;
    });
  }

  private Future<Channel> register(IcmpDescriptor.Opened descriptor, NettyLoop loop) {
    raw = descriptor.raw();
    Channel channel = new EpollDatagramChannel(descriptor.number());
    channel.config().setOption(
        ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST).maxMessagesPerRead(BURST));
    channel.config().setOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT);
    channel.pipeline().addLast(new Answers(loop));
    Promise<Channel> registered = Promise.promise();
    loop.eventLoop().register(channel).addListener(done -> loop.dispatch(() -> {
      if (done.isSuccess()) {
        registered.complete(channel);
      } else {
        channel.close();
        registered.fail(done.cause());
      }
    }));
    return registered.future();
  }

  void release() {
    users--;
    if (users == 0) {
      opening.result().close();
      opening = null;
    }
  }

  /** Asks all of them the same; the first answer to it is told, with who gave it. */
  void ask(Set<InetAddress> hosts, byte[] data, Consumer<InetAddress> answered, Consumer<Throwable> failed) {
    int number = questions.ask(hosts, data, answered);
    Channel channel = opening.result();
    for (InetAddress host : hosts) {
      channel
          .writeAndFlush(new DatagramPacket(new IcmpEcho(id, number, data).request(v6), new InetSocketAddress(host, 0)))
          .addListener(done -> {
            if (!done.isSuccess()) {
              failed.accept(done.cause());
            }
          });
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {
    private final NettyLoop loop;

    Answers(NettyLoop loop) {
      this.loop = loop;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      IcmpEcho reply = IcmpEcho.reply(packet.content(), v6, raw && !v6);
      // the kernel chooses the id of an unprivileged socket, and hands over what bears it alone
      if (reply != null && (!raw || reply.id() == id)) {
        InetAddress from = packet.sender().getAddress();
        loop.dispatch(() -> questions.take(reply, from));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable unreachable) {
      // an error that the kernel kept for the socket: some host was not reachable, which its silence says too
    }
  }
}
