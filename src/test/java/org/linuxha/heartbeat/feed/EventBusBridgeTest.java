package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.membership.MembershipEvent;

/** The event-bus bridge: three addresses go out, nothing comes in. Seen from a Vert.x application. */
@Timeout(60)
class EventBusBridgeTest {
  /** Events at a time: less than a reader may be behind. */
  private static final int BURST = 10;

  @TempDir Path runDir;
  private final Vertx application = Vertx.vertx();
  private FeedHouse house;

  /** What an application has: a socket that speaks the bridge's JSON. */
  private static final class Client {
    final LinkedBlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    WebSocket socket;

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
  }

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
  }

  @AfterEach
  void close() throws Exception {
    FeedHouse.await(application.close());
    house.close();
  }

  private Client connect() throws Exception {
    return connect(house.feed.port());
  }

  private Client connect(int port) throws Exception {
    WebSocketClient sockets = application.createWebSocketClient();
    Client client = new Client();
    client.socket = FeedHouse.await(sockets.connect(new WebSocketConnectOptions()
        .setHost("localhost").setPort(port).setURI("/eventbus/websocket")));
    client.socket.handler(buffer -> client.take(buffer.toJsonObject()));
    return client;
  }

  /** Registered for sure: the bridge answers in order, and this address is refused. */
  private static void settle(Client client) throws Exception {
    client.say("register", "no.such");
    assertThat(client.next().getString("type")).isEqualTo("err");
  }

  @Test
  void changesComeOnTheThreePublicAddresses() throws Exception {
    Client client = connect();
    List.of("public.membership", "public.node", "public.link").forEach(address -> client.say("register", address));
    settle(client);
    house.tell(Story.allActive().events());
    house.agree(new MembershipEvent.Unknown("nobody agreed yet"));
    List<String> addresses = new java.util.ArrayList<>();
    JsonObject message = client.next();
    long seq = 0;
    while (!message.getString("address").equals("public.membership")) {
      assertThat(message.getJsonObject("body").getLong("seq")).as("in order").isGreaterThan(seq);
      seq = message.getJsonObject("body").getLong("seq");
      addresses.add(message.getString("address"));
      message = client.next();
    }
    assertThat(addresses).contains("public.node", "public.link");
    assertThat(message.getJsonObject("body").getString("type")).isEqualTo("membership.unknown");
    assertThat(message.getJsonObject("body").getString("text")).contains("nobody agreed yet");
  }

  @Test
  void nothingElseGoesOutAndNothingComesIn() throws Exception {
    LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    house.house.vertx().eventBus().consumer("public.node", message -> heard.add(message.body()));
    Client client = connect();
    for (String address : List.of(
        Addresses.CLUSTER_EVENT, Addresses.MESSAGE_SUBMIT, Addresses.DAEMON_CONTROL, "public", "public.node.x", "public.*")) {
      client.say("register", address);
      assertThat(client.next().getString("body")).as(address).isEqualTo("access_denied");
    }
    for (String address : List.of(Addresses.MESSAGE_SUBMIT, Addresses.DAEMON_CONTROL, "public.node")) {
      for (String type : List.of("send", "publish")) {
        client.say(type, address);
        assertThat(client.next().getString("body")).as(type + " " + address).isEqualTo("access_denied");
      }
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void otherSitesHugeBodiesAndFramesAreRefused() throws Exception {
    RawHttp http = house.tcp();
    assertThat(http.send("GET", "/eventbus/info", "Host: localhost").body()).contains("\"websocket\":true");
    assertThat(http.send("GET", "/eventbus/info", "Host: localhost", "Origin: http://evil.example").status()).isEqualTo(403);
    assertThat(http.send("GET", "/eventbus/info", "Host: evil.example").status()).isEqualTo(421);
    assertThat(http.send("GET", "/eventbus/iframe.html", "Host: localhost").status()).isEqualTo(404);
    assertThat(http.send("GET", "/eventbus/1/abcdefgh/jsonp?c=x", "Host: localhost").status()).isEqualTo(404);
    assertThat(http.raw("POST /eventbus/1/abcdefgh/xhr_send HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Length: 9000\r\n\r\n" + "x".repeat(9000)).status()).isEqualTo(413);
  }

  /** Nothing waits in memory for whoever does not read: the socket is closed, and the others get everything. */
  @Test
  void aSocketThatFallsBehindIsClosed() throws Exception {
    Client healthy = connect();
    healthy.say("register", "public.node");
    settle(healthy);
    int changes = 2_000;
    try (SocketChannel slow = SocketChannel.open()) {
      slow.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
      slow.connect(new InetSocketAddress("127.0.0.1", house.feed.port()));
      slow.write(ByteBuffer.wrap(("GET /eventbus/websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII)));
      StringBuilder seen = new StringBuilder();
      readUntil(slow, seen, "\r\n\r\n");
      slow.write(frame(register("public.node")));
      // the answer to this one shows that the one before was taken
      slow.write(frame(register("no.such")));
      readUntil(slow, seen, "access_denied");
      Story story = Story.allActive();
      int told = 0;
      JsonObject last = null;
      for (int i = 0; i < changes; i += BURST) {
        for (int j = 0; j < BURST; j++) {
          story.tell(Story.status("bob", j % 2 == 0 ? "dead" : "active", "x", "long ".repeat(400)));
        }
        List<Told> events = story.events();
        house.tell(events.subList(told, events.size()));
        told = events.size();
        healthy.socket.writeTextMessage("{\"type\":\"ping\"}");
        last = catchUp(healthy, last);
      }
      long bytes = 0;
      ByteBuffer some = ByteBuffer.allocate(8_192);
      for (int read = slow.read(some.clear()); read >= 0; read = slow.read(some.clear())) {
        bytes += read;
      }
      assertThat(bytes).as("cut long before the end").isLessThan((long) changes * last.encode().length() * 9 / 10);
    }
  }

  private static void readUntil(SocketChannel channel, StringBuilder seen, String text) throws Exception {
    ByteBuffer some = ByteBuffer.allocate(1);
    while (seen.indexOf(text) < 0) {
      assertThat(channel.read(some.clear())).as(seen.toString()).isPositive();
      seen.append(StandardCharsets.ISO_8859_1.decode(some.flip()));
    }
  }

  private static String register(String address) {
    return new JsonObject().put("type", "register").put("address", address).encode();
  }

  /** Reads until the bus has nothing more for it. */
  private static JsonObject catchUp(Client healthy, JsonObject before) throws Exception {
    JsonObject last = before;
    for (int i = 0; i < BURST; i++) {
      last = healthy.next();
      assertThat(last).as("a healthy reader gets everything").isNotNull();
    }
    return last;
  }

  /** A text frame of a client, masked with zeros. */
  private static ByteBuffer frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(6 + payload.length).put((byte) 0x81).put((byte) (0x80 | payload.length)).putInt(0)
        .put(payload).flip();
  }

  @Test
  void socketsAreCounted() throws Exception {
    Router router = Router.router(application);
    new EventBusBridge(application, 2).mount(router);
    int port = FeedHouse.await(application.createHttpServer().requestHandler(router).listen(0, "localhost")).actualPort();
    Client first = connect(port);
    Client second = connect(port);
    Client refused = connect(port);
    FeedHouse.waitFor("the one too many is closed", refused.socket::isClosed);
    settle(first);
    FeedHouse.await(second.socket.close());
    FeedHouse.waitFor("room again", () -> {
      Client next = connect(port);
      next.say("register", "no.such");
      return next.received.poll(200, TimeUnit.MILLISECONDS) != null;
    });
  }
}
