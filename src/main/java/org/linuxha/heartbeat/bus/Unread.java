package org.linuxha.heartbeat.bus;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * A bound on the answers of a WebSocket that nobody reads. Vert.x answers each ping with a pong, and keeps those that the
 * socket does not take: thirty megabytes of pings were the end of a daemon. While more waits for a peer than Netty's limit
 * (64 KiB), its pings are dropped, which RFC 6455 5.5.3 permits, and one that sends much else is cut. A peer that only
 * reads slowly is left to the queues above.
 */
public final class Unread extends ChannelInboundHandlerAdapter {
  /** Messages that a peer may send while it does not read; a program has at most 16 unanswered. */
  private static final int ALLOWED = 64;

  private int sent;
  private boolean cut;

  private Unread() {}

  /** For a new connection, in case it becomes a WebSocket. */
  public static void bound(HttpConnection connection) {
    ChannelPipeline pipeline = ((VertxConnection) connection).channel().pipeline();
    // the last is Vert.x's own, also when that is exchanged
    pipeline.addBefore(pipeline.lastContext().name(), "unread", new Unread());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel channel = context.channel();
    if (cut || (message instanceof WebSocketFrame && !channel.isWritable() && isTooMuch(channel, message))) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private boolean isTooMuch(Channel channel, Object frame) {
    if (frame instanceof PingWebSocketFrame) {
      return true;
    }
    sent++;
    if (sent > ALLOWED) {
      cut = true;
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
    }
    return cut;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      sent = 0;
    }
    context.fireChannelWritabilityChanged();
  }
}
