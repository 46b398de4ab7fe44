package org.linuxha.heartbeat.bus;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.io.IOException;

/** The network connection below an HTTP connection, which is the same when a WebSocket has taken its place. */
public final class Wires {
  private Wires() {}

  /**
   * Ends it without regard to what waits to be written: Vert.x's own close waits behind that, and a peer
   * that never reads would keep its connection for ever.
   */
  public static void cut(HttpConnection connection) {
    Channel channel = ((VertxConnection) connection).channel();
    // past the pipeline, in which Vert.x catches a close and puts it behind the writes
    channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
  }

  /** Who is at the other end of a Unix socket; null on TCP, and where the connection is gone already. */
  public static Peer peer(HttpConnection connection) {
    if (!(((VertxConnection) connection).channel() instanceof EpollDomainSocketChannel channel)) {
      return null;
    }
    try {
      PeerCredentials credentials = channel.peerCredentials();
      return new Peer(Integer.toUnsignedLong(credentials.uid()), Integer.toUnsignedLong(credentials.gids()[0]));
    } catch (IOException gone) {
      return null;
    }
  }

  /** Runs that on the connection's loop when it is closed; Vert.x's own handler forgets those that became WebSockets. */
  public static void whenClosed(HttpConnection connection, Runnable task) {
    ((VertxConnection) connection).channel().closeFuture().addListener(closed -> task.run());
  }
}
