package org.linuxha.heartbeat.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Text messages of a WebSocket server, encoded once for any number of readers and written past Vert.x's own encoder,
 * which would encode them for each of them anew. Belongs to one loop.
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

  /** Those messages, behind one another. */
  public static SharedFrame texts(List<byte[]> messages) {
    int room = messages.stream().mapToInt(utf8 -> utf8.length + parts(utf8) * MAX_HEADER).sum();
    ByteBuffer out = ByteBuffer.allocateDirect(room);
    messages.forEach(utf8 -> put(utf8, out));
    return new SharedFrame(Unpooled.wrappedBuffer(out.flip()));
  }

  private static int parts(byte[] utf8) {
    return Math.max(1, (utf8.length + PART - 1) / PART);
  }

  private static void put(byte[] utf8, ByteBuffer out) {
    int parts = parts(utf8);
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
  }

  /** Nobody may write into what others are still to get; TLS puts small ones together. */
  private ByteBuf forOne() {
    return frames.retainedDuplicate().asReadOnly();
  }

  /** What is written here meets the socket next, or TLS where there is TLS: nothing may pass that by. */
  private static ChannelHandlerContext outermost(ChannelPipeline pipeline, boolean secure) {
    if (!secure) {
      return pipeline.firstContext();
    }
    List<String> names = pipeline.names();
    return pipeline.context(names.get(names.indexOf(pipeline.context(SslHandler.class).name()) + 1));
  }

  /**
   * Writes it with one call of the kernel. On the connection's loop. No future of Vert.x: that would be five objects for
   * each of a thousand readers.
   *
   * @param taken is told when the socket has taken all of it, or why it did not; null is well
   */
  public void write(HttpConnection connection, Consumer<Throwable> taken) {
    ChannelPipeline pipeline = ((VertxConnection) connection).channel().pipeline();
    outermost(pipeline, connection.isSsl()).writeAndFlush(forOne()).addListener(written -> taken.accept(written.cause()));
  }
}
