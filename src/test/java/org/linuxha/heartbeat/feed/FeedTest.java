package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linuxha.heartbeat.bus.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.OwnSettings;

/** The real servers on the real loops, told a made-up life of a cluster. */
@Timeout(60)
class FeedTest {
  private static final HttpAddress ANY_PORT = new HttpAddress("127.0.0.1", 0);

  @TempDir Path runDir;
  private final PulseBeat pulse = new PulseBeat();
  private House house;
  private FeedVerticle feed;

  @BeforeEach
  void open() throws Exception {
    house = House.open();
    feed = deploy(ANY_PORT);
  }

  @AfterEach
  void close() throws Exception {
    await(house.close());
  }

  private Path socket() {
    return runDir.resolve("api.sock");
  }

  private FeedVerticle deploy(HttpAddress tcp) throws Exception {
    FeedVerticle verticle = new FeedVerticle(Story.FACTS, OwnSettings.NONE.at(java.util.Optional.of(tcp)), socket(), FeedHouse.RULES, pulse, FeedHouse.KEYS);
    await(house.deploy(House.Loop.SERVICE, () -> verticle));
    return verticle;
  }

  /** Publishes the events and waits until the feed has taken the last of them. */
  private void tell(List<Told> events) throws Exception {
    events.forEach(told -> house.vertx().eventBus().publish(Addresses.CLUSTER_EVENT, told));
    long last = events.get(events.size() - 1).ordinal();
    waitFor(() -> new JsonObject(unix().send("GET", "/api/v1/cluster", "Host: hb").body()).getLong("ordinal") == last);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void waitFor(Condition condition) throws Exception {
    long limit = System.nanoTime() + 30_000_000_000L;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited 30 s in vain").isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  private RawHttp unix() {
    return RawHttp.unix(socket());
  }

  private RawHttp tcp() {
    return RawHttp.tcp(feed.port());
  }

  private RawHttp.Response get(String path) throws IOException {
    return tcp().send("GET", path, "Host: localhost");
  }

  @Test
  void theSameResourcesAreServedOnTcpAndOnTheUnixSocket() throws Exception {
    tell(Story.allActive().events());
    for (String path : List.of("/api/v1/links", "/api/v1/problems", "/", "/readyz")) {
      RawHttp.Response overTcp = get(path);
      assertThat(overTcp.status()).as(path).isEqualTo(200);
      assertThat(overTcp.hasHeader("content-type: application/json")).isTrue();
      assertThat(overTcp.hasHeader("x-content-type-options: nosniff")).isTrue();
      RawHttp.Response overUnix = unix().send("GET", path, "Host: hb");
      assertThat(overUnix.status()).isEqualTo(200);
      assertThat(overUnix.body().replaceAll("AgoMillis.*", "")).isEqualTo(overTcp.body().replaceAll("AgoMillis.*", ""));
    }
    JsonArray nodes = new JsonArray(get("/api/v1/nodes").body());
    assertThat(nodes.stream().map(node -> ((JsonObject) node).getString("name")))
        .containsExactly("alice", "bob", "carol");
    assertThat(new JsonObject(get("/api/v1/nodes/bob").body()).getString("status")).isEqualTo("active");
    assertThat(new JsonObject(unix().send("GET", "/api/v1/cluster", "Host: hb").body()).getString("http"))
        .isEqualTo("http://127.0.0.1:" + feed.port());
  }

  @Test
  void errorsAreProblemDocumentsWhoseTypeLeadsToTheCatalogue() throws Exception {
    for (String path : List.of("/api/v1/nodes/dave", "/nowhere", "/api/v1/problems/HB999")) {
      RawHttp.Response response = get(path);
      assertThat(response.status()).as(path).isEqualTo(404);
      assertThat(response.hasHeader("content-type: application/problem+json")).isTrue();
      JsonObject problem = new JsonObject(response.body());
      assertThat(problem.getInteger("status")).isEqualTo(404);
      assertThat(problem.getString("instance")).isEqualTo(path);
      JsonObject entry = new JsonObject(get(problem.getString("type")).body());
      assertThat(entry.getString("id")).isEqualTo(problem.getString("id")).isEqualTo("HB820");
    }
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      RawHttp.Response response =
          tcp().send(method, "/api/v1/nodes", "Host: localhost", "Content-Length: 0");
      assertThat(response.status()).as(method).isEqualTo(405);
      assertThat(response.hasHeader("allow: GET, HEAD, OPTIONS")).isTrue();
      assertThat(new JsonObject(response.body()).getString("id")).isEqualTo("HB821");
    }
  }

  @Test
  void messagesAreForTheSocketAloneAndNotForPagesOfOthers() throws Exception {
    String body = "{\"to\":\"nobody\",\"fields\":{}}";
    String length = "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    String post = "POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\n";
    assertThat(tcp().raw(post + length).status()).isEqualTo(404);
    assertThat(get("/api/v1/messages").status()).isEqualTo(404);
    RawHttp.Response refused = unix().raw(post + length);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(new JsonObject(refused.body()).getString("detail")).contains("there is no node nobody");
    assertThat(unix().raw(post + "Origin: http://evil.example\r\n" + length).status()).isEqualTo(403);
  }

  @Test
  void headHasTheHeadersOfGetAndNoBodyAndOptionsNameTheMethods() throws Exception {
    RawHttp.Response get = get("/api/v1/problems");
    RawHttp.Response head = tcp().send("HEAD", "/api/v1/problems", "Host: localhost");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.head()).contains("Content-Length: " + get.body().length());
    RawHttp.Response options = tcp().send("OPTIONS", "/api/v1/nodes", "Host: localhost");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.hasHeader("allow: GET, HEAD, OPTIONS")).isTrue();
  }

  @Test
  void aForeignHostIsRefusedOnTcpAndOfNoInterestOnTheUnixSocket() throws Exception {
    assertThat(tcp().send("GET", "/api/v1/cluster", "Host: evil.example").status()).isEqualTo(421);
    assertThat(tcp().raw("GET /api/v1/cluster HTTP/1.0\r\n\r\n").status()).isEqualTo(421);
    assertThat(unix().send("GET", "/api/v1/cluster", "Host: hb").status()).isEqualTo(200);
  }

  @Test
  void aForeignOriginIsRefusedOnBoth() throws Exception {
    for (RawHttp http : List.of(tcp(), unix())) {
      RawHttp.Response foreign =
          http.send("GET", "/api/v1/cluster", "Host: localhost", "Origin: http://evil.example");
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(new JsonObject(foreign.body()).getString("id")).isEqualTo("HB823");
      assertThat(http.send("GET", "/api/v1/cluster", "Host: localhost", "Origin: http://localhost").status())
          .isEqualTo(200);
    }
  }

  @Test
  void twoHostsAndGiantHeadersAreRefused() throws Exception {
    assertThat(tcp().send("GET", "/", "Host: localhost", "Host: localhost").status()).isEqualTo(400);
    assertThat(tcp().send("GET", "/", "Host: localhost", "X: " + "x".repeat(20_000)).status()).isEqualTo(431);
    assertThat(tcp().send("GET", "/" + "x".repeat(20_000), "Host: localhost").status()).isEqualTo(414);
  }

  @Test
  void livezFailsWhileThePulseDoesNotTurnAndIsStillAnswered() throws Exception {
    pulse.turned();
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicReference<Context> pulseLoop = new AtomicReference<>();
    await(house.deploy(House.Loop.PULSE, () -> new VerticleBase() {
      @Override
      public Future<?> start() {
        pulseLoop.set(context);
        return Future.succeededFuture();
      }
    }));
    pulseLoop.get().runOnContext(run -> hang(stuck, released));
    stuck.await();
    waitFor(() -> get("/livez").status() == 503);
    assertThat(new JsonObject(get("/livez").body()).getLong("pulseAgeMillis")).isGreaterThan(1_000);
    released.countDown();
    pulse.turned();
    assertThat(get("/livez").status()).isEqualTo(200);
  }

  private static void hang(CountDownLatch stuck, CountDownLatch released) {
    stuck.countDown();
    try {
      assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void readyzFollowsCommunicationAndNamesTheReason() throws Exception {
    List<Told> events = Story.allActive().events();
    tell(events.subList(0, 5));
    RawHttp.Response before = get("/readyz");
    assertThat(before.status()).isEqualTo(503);
    assertThat(before.body()).contains("Communication is not up").contains("will not take resources");
    tell(events.subList(5, events.size()));
    assertThat(get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void aHoleInTheEventsIsSaidInsteadOfTellingOldNews() throws Exception {
    List<Told> events = Story.allActive().events();
    tell(events.subList(0, 5));
    house.vertx().eventBus().publish(Addresses.CLUSTER_EVENT, events.get(7));
    waitFor(() -> get("/api/v1/nodes").status() == 503);
    assertThat(new JsonObject(get("/readyz").body()).getString("id")).isEqualTo("HB829");
    pulse.turned();
    assertThat(get("/livez").status()).isEqualTo(200);
  }

  @Test
  void theSocketIsForTheOwnerAndAtMostItsGroup() throws Exception {
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(socket(), LinkOption.NOFOLLOW_LINKS));
    String group = Files.readAttributes(socket(), java.nio.file.attribute.PosixFileAttributes.class).group().getName();
    assertThat(mode).isEqualTo(group.equals(SocketFile.GROUP) ? "rw-rw----" : "rw-------");
    try (var files = Files.list(runDir)) {
      assertThat(files).containsExactly(socket());
    }
  }

  @Test
  void aStaleSocketIsReplacedAndALiveOneIsRespected() throws Exception {
    assertThatThrownBy(() -> deploy(HttpAddress.OFF)).rootCause()
        .hasMessageContaining("HB828").hasMessageContaining("another daemon listens there");
    assertThat(unix().send("GET", "/livez", "Host: hb").status()).isEqualTo(200);
    await(house.close());
    assertThat(socket()).doesNotExist();

    ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    dead.bind(UnixDomainSocketAddress.of(socket()));
    dead.close();
    assertThat(socket()).exists();
    house = House.open();
    deploy(HttpAddress.OFF);
    assertThat(unix().send("GET", "/livez", "Host: hb").status()).isEqualTo(200);
  }

  @Test
  void aTakenPortStopsNothingAndIsTriedAgain() throws Exception {
    await(house.close());
    house = House.open();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      feed = deploy(new HttpAddress("127.0.0.1", taken.getLocalPort()));
      assertThat(feed.port()).isZero();
      assertThat(unix().send("GET", "/livez", "Host: hb").status()).isEqualTo(200);
    }
    waitFor(() -> feed.port() != 0);
    assertThat(get("/").status()).isEqualTo(200);
  }
}
