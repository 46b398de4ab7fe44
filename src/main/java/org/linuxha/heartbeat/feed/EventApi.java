package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import org.linuxha.heartbeat.bus.Wires;
import org.linuxha.heartbeat.problem.Code;

/** {@code GET /api/v1/events}: the event stream as NDJSON, or as WebSocket when upgraded (docs/events.md). */
final class EventApi implements Handler<RoutingContext> {
  static final String PATH = "/api/v1/events";
  static final int DEFAULT_PING_SECONDS = 10;
  private static final int MAX_PING_SECONDS = 55;
  private final Vertx vertx;
  private final EventStream stream;

  /** What the query asks for. */
  private record Wish(EventFilter filter, Long since, String epoch, long pingMillis) {}

  EventApi(Vertx vertx, EventStream stream) {
    this.vertx = vertx;
    this.stream = stream;
  }

  @Override
  public void handle(RoutingContext request) {
    Wish wish;
    try {
      wish = wish(request.request());
    } catch (IllegalArgumentException e) {
      Answers.problem(request, 400, Code.EVENTS_QUERY, "The stream cannot be given: " + e.getMessage() + ".");
      return;
    }
    if (stream.isFull(request.request().connection().localAddress().isDomainSocket())) {
      request.response().putHeader("Retry-After", "5");
      Answers.problem(request, 503, Code.EVENTS_TOO_MANY_READERS,
          "There are " + stream.readers() + " readers already.");
    } else if (isUpgrade(request.request())) {
      HttpConnection connection = request.request().connection();
      request.request().toWebSocket().onSuccess(socket -> follow(socket, connection, wish));
    } else {
      follow(request, wish);
    }
  }

  static boolean isUpgrade(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
  }

  private static Wish wish(HttpServerRequest request) {
    String since = request.getParam("since");
    return new Wish(
        EventFilter.parse(request.params().getAll("type")),
        since == null ? null : number("since", since, 0, Long.MAX_VALUE),
        request.getParam("epoch"),
        1_000 * number("ping", request.getParam("ping", "" + DEFAULT_PING_SECONDS), 1, MAX_PING_SECONDS));
  }

  private static long number(String name, String text, long least, long most) {
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      throw new IllegalArgumentException(name + "=" + text + " is no number from " + least + " to " + most);
    }
    return Long.parseLong(text);
  }

  private void follow(RoutingContext request, Wish wish) {
    HttpServerResponse response = request.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "application/x-ndjson")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (request.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    EventReader reader = reader(new NdjsonWire(vertx, response, request.request().connection()), wish);
    response.closeHandler(closed -> reader.leave());
    response.exceptionHandler(failed -> reader.leave());
    begin(reader, wish);
  }

  /** What a reader sends is of no interest; Vert.x answers its pings and bounds its frames. */
  private void follow(ServerWebSocket socket, HttpConnection connection, Wish wish) {
    EventReader reader = reader(new WebSocketWire(vertx, socket, connection), wish);
    socket.closeHandler(closed -> reader.leave());
    // a frame that is too large or makes no sense, or a broken connection
    socket.exceptionHandler(failed -> {
      reader.leave();
      Wires.cut(connection);
    });
    begin(reader, wish);
  }

  private EventReader reader(EventReader.Wire wire, Wish wish) {
    return new EventReader(wire, stream.batches(), wish.filter(), wish.pingMillis(), stream::leave);
  }

  private void begin(EventReader reader, Wish wish) {
    String why = wish.since() == null ? null : stream.whyNotAfter(wish.since(), wish.epoch());
    if (wish.since() != null && why == null) {
      stream.resume(reader, wish.since());
    } else {
      stream.join(reader, why);
    }
  }
}
