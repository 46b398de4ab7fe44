package org.linuxha.heartbeat.feed;

import io.vertx.core.Vertx;
import io.vertx.ext.bridge.BridgeEventType;
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
import java.util.Set;
import org.linuxha.heartbeat.bus.Backlog;
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

  private final Vertx vertx;
  private final int maxSockets;
  /** Those that fell behind and are being closed. */
  private final Set<SockJSSocket> cut = Collections.newSetFromMap(new IdentityHashMap<>());
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
    bridge.setMaxAddressLength(MAX_ADDRESS).setMaxHandlersPerSocket(MAX_REGISTRATIONS);
    for (String address : new String[] {MEMBERSHIP, NODE, LINK}) {
      bridge.addOutboundPermitted(new PermittedOptions().setAddress(address));
    }
    router.route(PATH + "/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    router.route(PATH + "/*").subRouter(SockJSHandler.create(vertx, options).bridge(bridge, this::judge));
  }

  private void judge(BridgeEvent event) {
    BridgeEventType type = event.type();
    if (type == BridgeEventType.SOCKET_CREATED) {
      boolean room = sockets < maxSockets;
      sockets += room ? 1 : 0;
      event.complete(room);
    } else if (type == BridgeEventType.SOCKET_CLOSED) {
      sockets--;
      cut.remove(event.socket());
      event.complete(true);
    } else if (type == BridgeEventType.RECEIVE && cut.contains(event.socket())) {
      event.complete(false);
    } else if (type == BridgeEventType.RECEIVE && isBehind(event.socket())) {
      cut.add(event.socket());
      event.complete(false);
      event.socket().close();
    } else {
      event.complete(true);
    }
  }

  /** What waits for a poll the SockJS session shows; what waits for its WebSocket it does not. */
  private static boolean isBehind(SockJSSocket socket) {
    return socket.uri().endsWith("/websocket")
        ? Backlog.isFull(socket.routingContext().request().connection())
        : socket.writeQueueFull();
  }
}
