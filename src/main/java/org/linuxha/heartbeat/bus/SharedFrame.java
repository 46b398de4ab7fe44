package org.linuxha.heartbeat.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A text message of a WebSocket server, encoded once for any number of readers and written past Vert.x's own encoder,
 * which would encode it for each of them anew. Belongs to one loop.
 */
public final class SharedFrame {
  /** Longer messages go in parts: that is what Vert.x clients take at most in one frame. */
  private static final int PART = 65_536;
  private static final int MAX_HEADER = 10;

  /** Direct memory that is freed with this object, however often it was written. */
  private final ByteBuf frames;

  private SharedFrame(ByteBuf frames) {
    this.frames = frames;
  }

  public static SharedFrame text(byte[] utf8) {
    int parts = Math.max(1, (utf8.length + PART - 1) / PART);
    ByteBuffer out = ByteBuffer.allocateDirect(utf8.length + parts * MAX_HEADER);
    for (int part = 0; part < parts; part++) {
      int from = part * PART;
      int length = Math.min(PART, utf8.length - from);
      // RFC 6455 5.2: the last part has the high bit, the first the opcode of text
      out.put((byte) ((part == parts - 1 ? 0x80 : 0) | (part == 0 ? 0x01 : 0)));
      if (length < 126) {
        out.put((byte) length);
      } else if (length < 65_536) {
        out.put((byte) 126).putShort((short) length);
      } else {
        out.put((byte) 127).putLong(length);
      }
      out.put(utf8, from, length);
    }
    return new SharedFrame(Unpooled.wrappedBuffer(out.flip()));
  }

  /** Nobody may write into what others are still to get; TLS puts small ones together. */
  private ByteBuf forOne() {
    return frames.retainedDuplicate().asReadOnly();
  }

  /** What is written here meets the socket next, or TLS where there is TLS: nothing may pass that by. */
  private static ChannelHandlerContext outermost(ChannelPipeline pipeline) {
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls == null) {
      return pipeline.firstContext();
    }
    List<String> names = pipeline.names();
    return pipeline.context(names.get(names.indexOf(tls.name()) + 1));
  }

  /** Writes all of them with one call of the kernel. Succeeds when the socket has taken the last. On the connection's loop. */
  public static Future<Void> write(List<SharedFrame> messages, HttpConnection connection) {
    Channel channel = ((VertxConnection) connection).channel();
    ChannelHandlerContext socket = outermost(channel.pipeline());
    int last = messages.size() - 1;
    for (int i = 0; i < last; i++) {
      socket.write(messages.get(i).forOne());
    }
    Promise<Void> done = Promise.promise();
    socket.writeAndFlush(messages.get(last).forOne()).addListener(written -> {
      if (written.isSuccess()) {
        done.complete();
      } else {
        done.fail(written.cause());
      }
    });
    return done.future();
  }
}
