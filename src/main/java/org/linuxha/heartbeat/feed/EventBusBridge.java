package org.linuxha.heartbeat.feed;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.bus.Backlog;
import org.linuxha.heartbeat.bus.Wires;
import org.linuxha.heartbeat.problem.Code;

/**
 * {@code /eventbus}: the Vert.x event-bus bridge over SockJS (docs/eventbus.md). Exactly the three public
 * addresses go out, nothing comes in. A socket that falls behind is closed, never waited for.
 */
final class EventBusBridge {
  static final String PATH = "/eventbus";
  static final String PUBLIC = "public.";
  static final String MEMBERSHIP = PUBLIC + "membership";
  static final String NODE = PUBLIC + "node";
  static final String LINK = PUBLIC + "link";

  /** Sockets at a time, on TCP and the Unix socket together. */
  private static final int MAX_SOCKETS = 512;
  /** Bytes of one request; a registration has less than a hundred. */
  private static final int MAX_BODY = 8_192;
  private static final int MAX_ADDRESS = 100;
  private static final int MAX_REGISTRATIONS = 8;
  /** Bytes that may wait for one socket: a hundred changes in one turn of the loop, each with a long reason, are no fault of its reader. */
  private static final int ALLOWED = 512 * 1_024;
  /** Bytes that may wait for all together; beyond, whoever has more than {@link #MODEST} is closed. */
  private static final long ALLOWED_IN_ALL = 8 * 1_024 * 1_024;
  private static final int MODEST = 64 * 1_024;
  /** The published client pings every 5 s, and a machine may be busy. */
  private static final long PING_TIMEOUT_MILLIS = 20_000;

  private final Vertx vertx;
  private final int maxSockets;
  /** Those that fell behind and are being closed. */
  private final Set<SockJSSocket> cut = Collections.newSetFromMap(new IdentityHashMap<>());
  /** What waited for each when it was last looked at; those for whom nothing waited are absent. */
  private final Map<SockJSSocket, Long> waiting = new IdentityHashMap<>();
  private long waitingInAll;
  private int sockets;

  EventBusBridge(Vertx vertx) {
    this(vertx, MAX_SOCKETS);
  }

  EventBusBridge(Vertx vertx, int maxSockets) {
    this.vertx = vertx;
    this.maxSockets = maxSockets;
  }

  /** Publishes a copy of that on the address of its family, if that has one. */
  void publish(Event event) {
    switch (event.happening().type().family()) {
      case "membership" -> vertx.eventBus().publish(MEMBERSHIP, event.json());
      case "node" -> vertx.eventBus().publish(NODE, event.json());
      case "link" -> vertx.eventBus().publish(LINK, event.json());
      default -> { }
    }
  }

  void mount(Router router) {
    // pages for frames of other sites: they load a library from elsewhere, and nobody else may frame us
    router.route(PATH + "/iframe*").handler(request -> Answers.problem(
        request, 404, Code.HTTP_NOT_FOUND, "There is nothing at " + request.request().path() + "."));
    router.errorHandler(413, request -> Answers.problem(
        request, 413, Code.HTTP_BAD_REQUEST, "The body is too long."));
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setInsertJSESSIONID(false)
            .addDisabledTransport("JSON_P")
            .addDisabledTransport("HTML_FILE");
    SockJSBridgeOptions bridge = new SockJSBridgeOptions();
    bridge.setPingTimeout(PING_TIMEOUT_MILLIS).setMaxAddressLength(MAX_ADDRESS).setMaxHandlersPerSocket(MAX_REGISTRATIONS);
    for (String address : new String[] {MEMBERSHIP, NODE, LINK}) {
      bridge.addOutboundPermitted(new PermittedOptions().setAddress(address));
    }
    router.route(PATH + "/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    router.route(PATH + "/*").subRouter(SockJSHandler.create(vertx, options).bridge(bridge, this::judge));
  }

  private void judge(BridgeEvent event) {
    SockJSSocket socket = event.socket();
    switch (event.type()) {
      case SOCKET_CREATED -> {
        boolean room = sockets < maxSockets;
        sockets += room ? 1 : 0;
        if (room) {
          allow(socket);
        }
        event.complete(room);
      }
      case SOCKET_CLOSED -> {
        sockets--;
        cut.remove(socket);
        note(socket, 0);
        event.complete(true);
      }
      case RECEIVE -> {
        boolean goesOn = !cut.contains(socket) && !isBehind(socket);
        event.complete(goesOn);
        if (!goesOn && cut.add(socket)) {
          close(socket);
        }
      }
      default -> event.complete(true);
    }
  }

  private static boolean isWebSocket(SockJSSocket socket) {
    return socket.uri().endsWith("/websocket");
  }

  private static HttpConnection connection(SockJSSocket socket) {
    return socket.routingContext().request().connection();
  }

  private static void allow(SockJSSocket socket) {
    if (isWebSocket(socket)) {
      Backlog.allow(connection(socket), ALLOWED);
    } else {
      socket.setWriteQueueMaxSize(ALLOWED);
    }
  }

  /** What waits for a poll the SockJS session shows; what waits for its WebSocket it does not. */
  private boolean isBehind(SockJSSocket socket) {
    if (!isWebSocket(socket)) {
      return socket.writeQueueFull();
    }
    long bytes = Backlog.bytes(connection(socket));
    note(socket, bytes);
    return Backlog.isFull(connection(socket)) || (bytes > MODEST && waitingInAll > ALLOWED_IN_ALL);
  }

  private void note(SockJSSocket socket, long bytes) {
    Long before = bytes == 0 ? waiting.remove(socket) : waiting.put(socket, bytes);
    waitingInAll += bytes - (before == null ? 0 : before);
  }

  /** The close frame waits behind what is queued; a reader that reads nothing does not keep the connection. */
  private void close(SockJSSocket socket) {
    if (isWebSocket(socket)) {
      HttpConnection connection = connection(socket);
      vertx.setTimer(NdjsonWire.GRACE_MILLIS, late -> Wires.cut(connection));
    }
    socket.close();
  }
}
