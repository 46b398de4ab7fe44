package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a Vert.x application has of the bridge: a socket that speaks its JSON. */
final class BridgeClient {
  final LinkedBlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
  final WebSocket socket;
  /** Held here: Vert.x closes the connections of a client that nobody refers to when it collects it. */
  private final WebSocketClient sockets;

  BridgeClient(Vertx application, int port) throws Exception {
    sockets = application.createWebSocketClient();
    // before it connects: nothing comes unheard, and one that is closed at once takes no handler
    ClientWebSocket client = sockets.webSocket();
    client.handler(buffer -> take(buffer.toJsonObject()));
    socket = FeedHouse.await(client.connect(new WebSocketConnectOptions()
        .setHost("localhost").setPort(port).setURI("/eventbus/websocket")));
  }

  void say(String type, String address) {
    socket.writeTextMessage(new JsonObject().put("type", type).put("address", address)
        .put("body", new JsonObject()).encode());
  }

  /** The bridge answers pings. */
  private void take(JsonObject message) {
    if (!message.getString("type").equals("pong")) {
      received.add(message);
    }
  }

  JsonObject next() throws InterruptedException {
    return received.poll(20, TimeUnit.SECONDS);
  }

  /** Registered for sure: the bridge answers in order, and this address is refused. */
  void settle() throws Exception {
    say("register", "no.such");
    assertThat(next().getString("type")).isEqualTo("err");
  }
}
