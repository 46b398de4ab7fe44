package org.linuxha.heartbeat.bus;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/** Looks under a connection that has become a WebSocket, whose own queue SockJS does not show. */
public final class Backlog {
  private Backlog() {}

  /** Whether its socket takes no more for now. */
  public static boolean isFull(HttpConnection connection) {
    return connection instanceof VertxConnection known && !known.channelHandlerContext().channel().isWritable();
  }
}
