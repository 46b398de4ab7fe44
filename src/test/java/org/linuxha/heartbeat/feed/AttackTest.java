package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.Lateness;
import org.linuxha.heartbeat.cluster.ClusterEvent;

/** One test for each way to get at the API that it must withstand. */
@Timeout(120)
class AttackTest {
  private static final String UPGRADE =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

  @TempDir Path runDir;
  private FeedHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private static int asNobody(Path socket) throws Exception {
    Process curl =
        new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "curl", "-s", "-o", "/dev/null",
            "--unix-socket", socket.toString(), "http://hb/livez")
            .redirectErrorStream(true).start();
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return curl.exitValue();
  }

  /** The kernel asks for write permission on the socket file. */
  @Test
  void anotherUserCannotConnectToTheUnixSocket() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "another user can be tried by root alone");
    for (Path each = runDir; each.startsWith("/tmp/"); each = each.getParent()) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(asNobody(house.socket)).as("curl's 7 is: cannot connect").isEqualTo(7);
    Files.setPosixFilePermissions(house.socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(asNobody(house.socket)).as("it was the mode that kept the user out").isZero();
  }

  @Test
  void aNameThatIsRebundToLoopbackGetsNothing() throws Exception {
    for (String host : List.of("evil.example", "evil.example:8694", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1")) {
      for (String path : List.of("/api/v1/nodes", "/metrics", "/api/v1/events")) {
        RawHttp.Response refused = house.tcp().send("GET", path, "Host: " + host);
        assertThat(refused.status()).as(host).isEqualTo(421);
        assertThat(new JsonObject(refused.body()).getString("id")).isEqualTo("HB822");
      }
      assertThat(handshake(host, "http://" + host).status()).as(host).isEqualTo(421);
    }
  }

  /** Asks for the WebSocket and, on the same connection, for something that ends it. */
  private RawHttp.Response handshake(String host, String origin) throws IOException {
    return house.tcp().raw("GET /api/v1/events HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin + "\r\n"
        + UPGRADE + "\r\n" + "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  /** A browser sends the page's origin with every WebSocket handshake and lets the answer decide. */
  @Test
  void aPageOfAnotherSiteGetsNoWebSocket() throws Exception {
    for (String origin : List.of("http://evil.example", "null", "https://localhost", "http://localhost:1", "http://localhost.evil.example")) {
      RawHttp.Response refused = handshake("localhost", origin);
      assertThat(refused.status()).as(origin).isEqualTo(403);
      assertThat(refused.body()).contains("\"HB823\"").doesNotContain("snapshot");
    }
  }

  @Test
  void tenThousandIdleConnectionsKeepNobodyOutOfTheSocketAndDoNotDelayThePulse() throws Exception {
    Lateness lateness = new Lateness();
    FeedHouse.await(house.house.deploy(House.Loop.PULSE, () -> new Metronome(lateness)));
    List<SocketChannel> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 10_000; i++) {
        SocketChannel channel = SocketChannel.open();
        idle.add(channel);
        channel.connect(new InetSocketAddress("127.0.0.1", house.feed.port()));
        if (i % 500 == 499) {
          // both ends are in this process, which may not have 20,000 files open
          FeedHouse.waitFor("those beyond the limit are closed", () -> connections() <= 4_096 + 16);
        }
      }
      FeedHouse.waitFor("the server has counted them", () -> connections() > 1_000);
      assertThat(connections()).isLessThanOrEqualTo(4_096 + 16);
      long asked = System.nanoTime();
      assertThat(house.unix().send("GET", "/", "Host: hb").status()).isEqualTo(200);
      assertThat(System.nanoTime() - asked).as("nanoseconds to answer on the socket").isLessThan(5_000_000_000L);
      long[] counts = lateness.snapshot().counts();
      assertThat(counts[counts.length - 1]).as("turns of the pulse more than a second late").isZero();
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
    FeedHouse.waitFor("their places are free again", () -> connections() < 16);
    assertThat(house.tcp().send("GET", "/", "Host: localhost").status()).isEqualTo(200);
  }

  /** A timer of 10 ms, as a heartbeat's. */
  private static final class Metronome extends VerticleBase {
    private static final long PERIOD_MILLIS = 10;
    private final Lateness lateness;
    private long lastNanos;

    Metronome(Lateness lateness) {
      this.lateness = lateness;
    }

    @Override
    public Future<?> start() {
      lastNanos = System.nanoTime();
      vertx.setPeriodic(PERIOD_MILLIS, tick -> {
        long now = System.nanoTime();
        lateness.record(now - lastNanos - PERIOD_MILLIS * 1_000_000);
        lastNanos = now;
      });
      return Future.succeededFuture();
    }
  }

  private double number(String metric) throws IOException {
    return house.unix().send("GET", "/metrics", "Host: hb").body().lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst().orElse(0);
  }

  private double connections() throws IOException {
    return number("heartbeat_http_connections");
  }

  private SocketChannel streaming(boolean webSocket) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.connect(new InetSocketAddress("127.0.0.1", house.feed.port()));
    String request = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + (webSocket ? UPGRADE : "") + "\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
    return channel;
  }

  /** Told and cut, and the connection closed even if the reader never reads a byte of that. */
  @Test
  void readersThatNeverReadAreCutAndTheirConnectionsClosed() throws Exception {
    try (SocketChannel lines = streaming(false); SocketChannel messages = streaming(true)) {
      FeedHouse.waitFor("both read", () -> number("heartbeat_event_readers") == 2);
      Story story = Story.allActive();
      for (int i = 0; i < 20_000; i++) {
        story.tell(new ClusterEvent.Away(i));
      }
      house.tell(story.events());
      FeedHouse.waitFor("both are cut", () -> number("heartbeat_event_readers_cut_total") == 2);
      assertThat(number("heartbeat_event_readers")).isZero();
      FeedHouse.waitFor("their connections are closed", () -> connections() <= 1);
      assertThat(lines.isOpen() && messages.isOpen()).as("not by us").isTrue();
    }
  }

  @Test
  void aGiantFrameEndsItsConnectionAndNothingElse() throws Exception {
    try (SocketChannel giant = streaming(true)) {
      FeedHouse.waitFor("it reads", () -> number("heartbeat_event_readers") == 1);
      // a masked binary frame that says it has 2^40 bytes, and some of them
      ByteBuffer frame = ByteBuffer.allocate(100_000);
      frame.put((byte) 0x82).put((byte) 0xff).putLong(1L << 40).putInt(0).rewind();
      giant.write(frame);
      FeedHouse.waitFor("it is gone", () -> number("heartbeat_event_readers") == 0 && connections() <= 1);
    }
  }

  /** Sixty megabytes in sixty kilobytes: inflated, they were the end of a daemon with a heap of 64 MB. */
  @Test
  void aCompressedFrameIsNeverInflated() throws Exception {
    for (String path : List.of("/api/v1/events", "/eventbus/websocket", "/eventbus/0/bomb/websocket")) {
      try (SocketChannel bomb = SocketChannel.open(new InetSocketAddress("127.0.0.1", house.feed.port()))) {
        bomb.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + UPGRADE
            + "Sec-WebSocket-Extensions: permessage-deflate, x-webkit-deflate-frame\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        ByteBuffer answer = ByteBuffer.allocate(65_536);
        while (!StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString().contains("\r\n\r\n")) {
          assertThat(bomb.read(answer)).as(path).isPositive();
        }
        assertThat(StandardCharsets.ISO_8859_1.decode(answer.flip()).toString()).as(path).startsWith("HTTP/1.1 101")
            .doesNotContainIgnoringCase("sec-websocket-extensions");
        byte[] deflated = new byte[65_535];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[60 << 20]);
        int length = deflater.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH);
        deflater.end();
        bomb.write(ByteBuffer.allocate(8 + length).put((byte) 0xc1).put((byte) 0xfe).putShort((short) length).putInt(0)
            .put(deflated, 0, length).flip());
        FeedHouse.waitFor(path + " is closed", () -> connections() <= 1);
      }
    }
  }

  private static final int FLOOD = 32 << 20;

  /** A WebSocket whose reader takes next to nothing. */
  private SocketChannel deaf(String path) throws IOException {
    SocketChannel deaf = SocketChannel.open();
    deaf.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    deaf.connect(new InetSocketAddress("127.0.0.1", house.feed.port()));
    deaf.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + UPGRADE + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    return deaf;
  }

  private static ByteBuffer frames(int opcode, String text) {
    ByteBuffer frames = ByteBuffer.allocate(1_000 * (6 + text.length()));
    while (frames.hasRemaining()) {
      frames.put((byte) (0x80 | opcode)).put((byte) (0x80 | text.length())).putInt(0).put(text.getBytes(StandardCharsets.US_ASCII));
    }
    return frames;
  }

  /** Each ping gets its pong, and nobody reads them: thirty megabytes of pings were the end of a daemon with a heap of 64 MB. */
  @Test
  void pongsThatNobodyReadsAreNotKept() throws Exception {
    try (SocketChannel deaf = deaf("/api/v1/events")) {
      ByteBuffer pings = frames(9, "x".repeat(125));
      for (int sent = 0; sent < FLOOD; ) {
        sent += deaf.write(pings.rewind());
      }
      deaf.write(ByteBuffer.wrap(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0}));
      ByteBuffer in = ByteBuffer.allocate(65_536);
      long pongs = 0;
      for (int got = 0; got >= 0; got = deaf.read(in.clear())) {
        pongs += got;
      }
      assertThat(pongs).as("what the kernel kept, and a little").isBetween(1L, FLOOD / 2L);
    }
  }

  /** What the bridge says of each message that makes no sense. */
  @Test
  void whoTalksOnAndReadsNothingIsCut() throws Exception {
    try (SocketChannel deaf = deaf("/eventbus/websocket")) {
      ByteBuffer nonsense = frames(1, "x");
      assertThatThrownBy(() -> {
        for (int sent = 0; sent < FLOOD; ) {
          sent += deaf.write(nonsense.rewind());
        }
      }).isInstanceOf(IOException.class);
    }
    FeedHouse.waitFor("it is closed", () -> connections() <= 1);
  }

  /** RFC 9112 3.2.2: the host in the target counts. */
  @Test
  void aWholeUriOfAnotherHostIsRefused() throws Exception {
    assertThat(house.tcp().send("GET", "http://evil.example/api/v1/nodes", "Host: localhost").status()).isEqualTo(421);
    assertThat(house.tcp().send("GET", "http://localhost/livez", "Host: localhost").status()).isIn(200, 503);
  }

  @Test
  void aQueryThatCannotBeReadIsRefused() throws Exception {
    for (String path : List.of("/api/v1/messages?service=%zz", "/api/v1/keys?number=%zz", "/api/v1/decisions?%", "/livez?a=%f")) {
      assertThat(house.unix().send("GET", path, "Host: hb").status()).as(path).isEqualTo(400);
    }
  }

  /** Each with a sentence of ours: nothing of the classes inside. */
  @Test
  void aMessageOfTheWrongShapeIsRefusedWithASentence() throws Exception {
    house.tell(Story.allActive().events());
    for (String body : List.of("", "{", "null", "[]", "1", "\"x\"", "{\"to\":1}", "{\"to\":[]}", "{\"type\":\"\"}",
        "{\"fields\":1}", "{\"fields\":[]}", "{\"fields\":{\"a\":{}}}", "{\"fields\":{\"a\":null}}", "{\"fields\":{\"\":1}}", "[".repeat(50_000),
        "{\"a\":".repeat(5_000))) {
      RawHttp.Response answer = post(body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(new JsonObject(answer.body()).getString("detail")).as(body).startsWith("The message cannot be sent: ")
          .doesNotContain("java").doesNotContain("class ");
    }
    for (String body : List.of("{\"to\":null}", "{\"service\":null}", "{\"type\":null}", "{\"fields\":null}")) {
      // there is no heart in this house, and nothing else is wrong
      assertThat(new JsonObject(post(body).body()).getString("detail")).as(body).contains("message.submit");
    }
  }

  private RawHttp.Response post(String body) throws IOException {
    return house.unix().raw("POST /api/v1/messages HTTP/1.1\r\nHost: hb\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  @Test
  void giantHeadersAndRequestLinesAreRefused() throws Exception {
    assertThat(house.tcp().send("GET", "/livez", "Host: localhost", "X: " + "x".repeat(20_000)).status()).isEqualTo(431);
    List<String> many = new ArrayList<>(List.of("Host: localhost"));
    for (int i = 0; i < 2_000; i++) {
      many.add("X" + i + ": y");
    }
    assertThat(house.tcp().send("GET", "/livez", many.toArray(String[]::new)).status()).isEqualTo(431);
    assertThat(house.tcp().send("GET", "/" + "x".repeat(20_000), "Host: localhost").status()).isEqualTo(414);
  }

  /** Requests of which two programs could think that they end in different places. */
  @Test
  void aRequestWithTwoEndsIsNotTakenForTwo() throws Exception {
    String smuggled = "GET /api/v1/problems/HB510 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    for (String headers : List.of(
        "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\nContent-Length: " + smuggled.length() + "\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Content-Length: +" + smuggled.length() + "\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x10\r\n",
        " Folded: header\r\n",
        "X: a\r\n\tContent-Length: 7\r\n")) {
      for (RawHttp server : List.of(house.tcp(), house.unix())) {
        RawHttp.Response answer =
            server.raw("POST /livez HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n0\r\n\r\n" + smuggled);
        assertThat(answer.body()).as(headers).doesNotContain("HB510");
        assertThat(answer.status()).as(headers).isIn(400, 405, 501);
      }
    }
  }

  @Test
  void aChunkWithoutASizeEndsTheRequestAndTheConnection() throws Exception {
    String next = "GET /api/v1/problems/HB510 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    for (String size : List.of("zz", "-1", "ffffffffffffffff", "", "2\r\n{}\r\nzz")) {
      RawHttp.Response answer = house.unix().raw("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + next);
      assertThat(answer.status()).as(size).isEqualTo(400);
      assertThat(answer.body()).as(size).contains("HB824").doesNotContain("HB510");
    }
  }

  @Test
  void noPathLeadsOutOfWhatIsServed() throws Exception {
    for (String path : List.of(
        "/../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/....//....//etc/passwd",
        "/..\\..\\etc\\passwd", "/%5c..%5c..%5cetc%5cpasswd", "//etc/passwd", "/./../etc/passwd", "/%00/etc/passwd",
        "/index.html/../../../etc/passwd", "/api/v1/nodes/../../../../etc/passwd", "/.git/config", "/etc/passwd",
        "/contracts/../contracts/openapi.yaml", "/org/linuxha/heartbeat/feed/AttackTest.class", "/heartbeat-version.properties")) {
      RawHttp.Response answer = house.tcp().send("GET", path, "Host: localhost");
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("root:").doesNotContain("openapi:");
    }
  }
}
