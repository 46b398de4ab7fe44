package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import org.linuxha.heartbeat.bus.SharedFrame;
import org.linuxha.heartbeat.bus.Wires;

/** A reader at the other end of a WebSocket, a text message an event. */
record WebSocketWire(Vertx vertx, ServerWebSocket socket, HttpConnection connection) implements EventReader.Wire {
  /** RFC 6455 7.4.1 and its registry: the server wishes the client to come again later. */
  static final short TRY_AGAIN_LATER = 1013;

  @Override
  public Future<Void> write(List<Event> events) {
    return SharedFrame.write(events.stream().map(Event::frame).toList(), connection);
  }

  @Override
  public void end(String reason) {
    // the close frame waits behind what is queued; a reader that reads nothing does not keep the connection
    vertx.setTimer(NdjsonWire.GRACE_MILLIS, late -> Wires.cut(connection));
    socket.close(TRY_AGAIN_LATER, reason);
  }
}
