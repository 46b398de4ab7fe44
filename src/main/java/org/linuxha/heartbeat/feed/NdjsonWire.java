package org.linuxha.heartbeat.feed;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.Wires;

/** A reader at the other end of an endless HTTP answer, a line an event. */
record NdjsonWire(Vertx vertx, HttpServerResponse response, HttpConnection connection) implements EventReader.Wire {
  /** How long a reader that was cut may take to read what waits for it. */
  static final long GRACE_MILLIS = 5_000;

  @Override
  public void write(Batch batch, Consumer<Throwable> taken) {
    response.write(batch.lines()).onComplete(written -> taken.accept(written.cause()));
  }

  @Override
  public void end(String reason) {
    // Vert.x's close waits behind what the reader does not read
    vertx.setTimer(GRACE_MILLIS, late -> Wires.cut(connection));
    response.end().onComplete(ended -> connection.close());
  }
}
