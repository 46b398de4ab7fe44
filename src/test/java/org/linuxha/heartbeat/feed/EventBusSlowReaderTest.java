package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linuxha.heartbeat.bus.Told;

/** Nothing waits in memory for whoever does not read the bridge: it is closed, and the others get everything. */
@Timeout(120)
class EventBusSlowReaderTest {
  private static final int CHANGES = 2_000;
  private static final int BURST = 10;

  @TempDir Path runDir;
  private final Vertx application = Vertx.vertx();
  private final Story story = Story.allActive();
  private FeedHouse house;
  private BridgeClient healthy;
  private int told;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
    healthy = new BridgeClient(application, house.feed.port());
    healthy.say("register", "public.node");
    healthy.settle();
  }

  @AfterEach
  void close() throws Exception {
    FeedHouse.await(application.close());
    house.close();
  }

  /** The bridge's own JSON, and the same in SockJS frames. */
  @ParameterizedTest
  @CsvSource({"/eventbus/websocket, false", "/eventbus/000/slowpoke/websocket, true"})
  void aSocketThatFallsBehindIsClosed(String path, boolean framed) throws Exception {
    try (SocketChannel slow = connect()) {
      write(slow, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
      StringBuilder seen = new StringBuilder();
      readUntil(slow, seen, "\r\n\r\n");
      slow.write(frame(register("public.node", framed)));
      // the answer to this one shows that the one before was taken
      slow.write(frame(register("no.such", framed)));
      readUntil(slow, seen, "access_denied");
      long sent = changeAndWatch();
      assertThat(readToTheEnd(slow)).as("cut long before the end").isLessThan(sent * 9 / 10);
    }
  }

  /** What does not fit the one answer waits in the session, and no longer when that is full. */
  @Test
  void aStreamingReaderThatFallsBehindIsClosed() throws Exception {
    try (SocketChannel slow = connect()) {
      write(slow, "POST /eventbus/000/slowpoke/xhr_streaming HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      StringBuilder seen = new StringBuilder();
      readUntil(slow, seen, "o\n");
      assertThat(post(register("public.node", true))).isEqualTo(204);
      assertThat(post(register("no.such", true))).isEqualTo(204);
      readUntil(slow, seen, "access_denied");
      changeAndWatch();
      FeedHouse.waitFor("the session is gone", () -> post(register("no.such", true)) == 404);
    }
  }

  /** Between two polls everything waits in the session: when that is full the client is told with its next poll. */
  @Test
  void aPollingReaderThatFallsBehindIsToldAndCut() throws Exception {
    assertThat(poll()).contains("o\n");
    assertThat(post(register("public.node", true))).isEqualTo(204);
    assertThat(post(register("no.such", true))).isEqualTo(204);
    assertThat(poll()).contains("access_denied");
    begin();
    assertThat(poll()).as("what waited comes with one poll").contains("a[").contains("public.node");
    changeAndWatchOn();
    String last = poll();
    assertThat(last).as("the next poll says that the session is over").contains("c[3000,\"Go away!\"]");
  }

  private String poll() throws Exception {
    return house.tcp().raw("POST /eventbus/000/slowpoke/xhr HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").body();
  }

  /** A hundred changes at once, each with a long reason, are no fault of a reader that reads. */
  @Test
  void aBurstDoesNotCutAReaderThatReads() throws Exception {
    begin();
    List<Told> burst = changes(100);
    house.tell(burst);
    long bytes = 0;
    for (Told each : burst) {
      JsonObject next = healthy.next();
      assertThat(next).as("everything comes").isNotNull();
      bytes += next.encode().length();
    }
    assertThat(bytes).as("more than Netty calls writable").isGreaterThan(3 * 65_536);
    healthy.settle();
  }

  /** The cluster is made; its last node event is that of alice. */
  private void begin() throws Exception {
    house.tell(changes(0));
    for (JsonObject next = healthy.next(); ; next = healthy.next()) {
      JsonObject event = next.getJsonObject("body");
      if (event.getString("type").equals("node.status") && event.getString("subject").equals("alice")) {
        return;
      }
    }
  }

  private List<Told> changes(int count) {
    for (int i = 0; i < count; i++) {
      story.tell(Story.status("bob", i % 2 == 0 ? "dead" : "active", "x", "long ".repeat(400)));
    }
    List<Told> fresh = story.events().subList(told, story.events().size());
    told += fresh.size();
    return fresh;
  }

  /** Tells many changes, none before the healthy reader has the last. Returns the bytes of all. */
  private long changeAndWatch() throws Exception {
    begin();
    return changeAndWatchOn();
  }

  private long changeAndWatchOn() throws Exception {
    long bytes = 0;
    for (int i = 0; i < CHANGES; i += BURST) {
      house.tell(changes(BURST));
      healthy.socket.writeTextMessage("{\"type\":\"ping\"}");
      for (int j = 0; j < BURST; j++) {
        JsonObject next = healthy.next();
        assertThat(next).as("a healthy reader gets everything; its socket is closed: " + healthy.socket.isClosed()).isNotNull();
        bytes += next.encode().length();
      }
    }
    return bytes;
  }

  private SocketChannel connect() throws Exception {
    SocketChannel slow = SocketChannel.open();
    slow.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    slow.connect(new InetSocketAddress("127.0.0.1", house.feed.port()));
    return slow;
  }

  private int post(String body) throws Exception {
    return house.tcp().raw("POST /eventbus/000/slowpoke/xhr_send HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Length: " + body.length() + "\r\n\r\n" + body).status();
  }

  private static void write(SocketChannel channel, String text) throws Exception {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static long readToTheEnd(SocketChannel channel) throws Exception {
    long bytes = 0;
    ByteBuffer some = ByteBuffer.allocate(8_192);
    for (int read = channel.read(some.clear()); read >= 0; read = channel.read(some.clear())) {
      bytes += read;
    }
    return bytes;
  }

  private static void readUntil(SocketChannel channel, StringBuilder seen, String text) throws Exception {
    ByteBuffer some = ByteBuffer.allocate(1);
    while (seen.indexOf(text) < 0) {
      assertThat(channel.read(some.clear())).as(seen.toString()).isPositive();
      seen.append(StandardCharsets.ISO_8859_1.decode(some.flip()));
    }
  }

  private static String register(String address, boolean framed) {
    String plain = new JsonObject().put("type", "register").put("address", address).encode();
    return framed ? new JsonArray().add(plain).encode() : plain;
  }

  /** A text frame of a client, masked with zeros. */
  private static ByteBuffer frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(6 + payload.length).put((byte) 0x81).put((byte) (0x80 | payload.length)).putInt(0)
        .put(payload).flip();
  }
}
