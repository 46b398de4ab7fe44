package org.linuxha.heartbeat.bus;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/** Looks under a connection that has become a WebSocket, whose own queue SockJS does not show. On the connection's loop. */
public final class Backlog {
  private Backlog() {}

  /** From now on the connection counts as full when so many bytes wait for its socket; Netty's own limit is 64 KiB. */
  public static void allow(HttpConnection connection, int bytes) {
    if (connection instanceof VertxConnection known) {
      known.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(bytes / 2, bytes));
    }
  }

  /** Whether its socket takes no more for now. */
  public static boolean isFull(HttpConnection connection) {
    return connection instanceof VertxConnection known && !known.channel().isWritable();
  }

  /** Bytes that wait for its socket. */
  public static long bytes(HttpConnection connection) {
    ChannelOutboundBuffer buffer =
        connection instanceof VertxConnection known ? known.channel().unsafe().outboundBuffer() : null;
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
