package org.linuxha.heartbeat.interop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What Netty and the kernel take by themselves: a server that knows nothing of HTTP, and writes the same bytes, as long
 * as a view, to all its connections every second. What {@link Subscribers} measures of it is the floor.
 */
final class FanOut {
  private static final int LENGTH = 900;
  private static final long BETWEEN_MILLIS = 1_000;

  private FanOut() {}

  /** Argument: the path of the socket. */
  public static void main(String[] arguments) throws Exception {
    MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    List<Channel> open = new ArrayList<>();
    new ServerBootstrap().group(loop).channel(EpollServerDomainSocketChannel.class).childHandler(new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext context, Object request) {
            ((ByteBuf) request).release();
            context.writeAndFlush(Unpooled.copiedBuffer("HTTP/1.1 101 Switching Protocols\r\n\r\n", StandardCharsets.US_ASCII));
            open.add(context.channel());
          }
        });
      }
    }).bind(new DomainSocketAddress(arguments[0])).sync();
    System.out.println("ready");
    loop.next().scheduleAtFixedRate(() -> tell(open), BETWEEN_MILLIS, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void tell(List<Channel> open) {
    String text = "{\"time\":\"" + Instant.now().truncatedTo(ChronoUnit.MILLIS).plusNanos(1_000).toString().substring(0, 23)
        + "Z\",\"type\":\"membership.formed\",\"text\":\"" + "x".repeat(LENGTH) + "\"}";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ByteBuf frame = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(4 + bytes.length)
        .put((byte) 0x81).put((byte) 126).putShort((short) bytes.length).put(bytes).flip());
    open.forEach(channel -> channel.writeAndFlush(frame.retainedDuplicate()));
  }
}
