package org.linuxha.heartbeat.feed;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.Wires;

/** A reader at the other end of a WebSocket, a text message an event. */
record WebSocketWire(Vertx vertx, ServerWebSocket socket, HttpConnection connection) implements EventReader.Wire {
  /** RFC 6455 7.4.1 and its registry: the server wishes the client to come again later. */
  static final short TRY_AGAIN_LATER = 1013;

  @Override
  public void write(Batch batch, Consumer<Throwable> taken) {
    batch.frame().write(connection, taken);
  }

  @Override
  public void end(String reason) {
    // the close frame waits behind what is queued; a reader that reads nothing does not keep the connection
    vertx.setTimer(NdjsonWire.GRACE_MILLIS, late -> Wires.cut(connection));
    socket.close(TRY_AGAIN_LATER, reason);
  }
}
