package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.config.ApiToken;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.setup.TestPair;

/** TCP behind TLS and tokens: what opens the door, and one test for each way of trying it without. */
@Timeout(120)
class TokensTest {
  private static final String READS = "reads-0123456789abcdef0123456789abcdef";
  private static final String SENDS = "sends-0123456789abcdef0123456789abcdef";

  @TempDir Path home;
  private TestPair pair;
  private FeedHouse house;
  private HttpClient client;

  @BeforeEach
  void aHouseBehindTls() throws Exception {
    pair = TestPair.make(home, "alice", "EC");
    house = new FeedHouse(home, FeedHouse.RULES, settings(pair, READS, "127.0.0.1"));
    house.tell(Story.allActive().events());
    client = client(pair.client());
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }

  private static OwnSettings settings(TestPair pair, String reader, String host) throws Exception {
    OwnSettings.Tls tls = new OwnSettings.Tls(pair.certificate().toString(), pair.key().toString(),
        java.nio.file.Files.readString(pair.certificate()), java.nio.file.Files.readString(pair.key()));
    return new OwnSettings(Optional.of(new HttpAddress(host, 0)), Set.of("cluster.example.com"), Optional.of(tls), List.of(
        new ApiToken("reader", ApiToken.hash(reader), Set.of()), new ApiToken("sender", ApiToken.hash(SENDS), Set.of("hb"))), LoggingSettings.DEFAULT, LinkSections.NONE);
  }

  private HttpRequest.Builder ask(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + house.feed.port() + path));
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    HttpRequest.Builder request = ask(path);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTokenOpensEveryResourceThatReads() throws Exception {
    for (String path : List.of("/", "/api/v1/nodes", "/metrics", "/schema.json", "/openapi.yaml", "/eventbus/info")) {
      assertThat(get(path, "Bearer " + READS).statusCode()).as(path).isEqualTo(200);
      assertThat(get(path, "bearer " + SENDS).statusCode()).as(path).isEqualTo(200);
      assertThat(get(path, basic("anybody", READS)).statusCode()).as("a browser: " + path).isEqualTo(200);
    }
    assertThat(house.feed.url()).startsWith("https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/heartbeat.js", "/api/v1/nodes", "/api/v1/nodes/alice", "/api/v1/events", "/metrics", "/livez", "/readyz", "/schema.json",
      "/eventbus", "/eventbus/info", "/api/v1/messages?service=hb", "/nothing", "/api/v1/../v1/nodes", "//api/v1/nodes"})
  void withoutATokenEveryPathIsClosedAndSaysHowToOpenIt(String path) throws Exception {
    HttpResponse<String> answer = get(path, null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"heartbeat\"", "Basic realm=\"heartbeat\", charset=\"UTF-8\"");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("HB766").doesNotContain("active").doesNotContain("mcast");
  }

  @Test
  void nothingThatOnlyLooksLikeATokenOpens() throws Exception {
    for (String shown : List.of("Bearer", "Bearer ", "Bearer " + READS + "x", "Bearer " + READS.substring(1), "Bearer " + READS.toUpperCase(java.util.Locale.ROOT),
        READS, "Token " + READS, "Basic " + READS, basic(READS, ""), basic(READS, "x"), "Basic !!!", "Basic " + Base64.getEncoder().encodeToString(READS.getBytes(StandardCharsets.UTF_8)),
        "Bearer " + java.util.HexFormat.of().formatHex(ApiToken.hash(READS)), "Bearer " + READS + "," + READS, "Bearer " + "x".repeat(4_000))) {
      HttpResponse<String> answer = get("/api/v1/nodes", shown);
      assertThat(answer.statusCode()).as(shown).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
      assertThat(answer.body()).doesNotContain("0123456789abcdef");
    }
    assertThat(get("/api/v1/nodes?access_token=" + READS, null).statusCode()).as("addresses end up in logs").isEqualTo(401);
    HttpRequest twice = ask("/api/v1/nodes").header("Authorization", "Bearer " + READS).header("Authorization", "Bearer x").build();
    assertThat(client.send(twice, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void otherMethodsAreBehindTheDoorToo() throws Exception {
    for (String method : List.of("HEAD", "OPTIONS", "POST", "PUT", "DELETE")) {
      HttpRequest request = ask("/api/v1/nodes").method(method, HttpRequest.BodyPublishers.noBody()).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).as(method).isEqualTo(401);
    }
  }

  @Test
  void aWebSocketNeedsATokenAndComesFromOurOwnPages() throws Exception {
    for (String path : List.of("/api/v1/events", "/eventbus/websocket", "/api/v1/messages?service=hb")) {
      assertThatThrownBy(() -> socket(path, null, null)).as(path).rootCause().hasMessageContaining("401");
      assertThatThrownBy(() -> socket(path, basic("a", SENDS), "https://evil.example")).as(path).rootCause().hasMessageContaining("403");
    }
    assertThat(socket("/api/v1/events", "Bearer " + READS, null)).contains("snapshot");
    assertThat(socket("/api/v1/events", basic("a", READS), "https://localhost:" + house.feed.port())).contains("snapshot");
  }

  /** Its first text. */
  private String socket(String path, String authorization, String origin) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket.Builder builder = client.newWebSocketBuilder();
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    if (origin != null) {
      builder.header("Origin", origin);
    }
    StringBuilder text = new StringBuilder();
    WebSocket socket = builder.buildAsync(URI.create("wss://localhost:" + house.feed.port() + path), new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
          first.complete(text.toString());
        }
        webSocket.request(1);
        return null;
      }
    }).get(30, TimeUnit.SECONDS);
    String said = first.get(30, TimeUnit.SECONDS);
    socket.abort();
    return said;
  }

  @Test
  void onlyATokenForAServiceSendsAndOnlyForThatOne() throws Exception {
    assertThat(send("Bearer " + READS, "hb")).isEqualTo(403);
    assertThat(send("Bearer " + SENDS, "other")).isEqualTo(403);
    assertThat(send(basic("a", SENDS), "hb")).as("a browser sends it unasked").isEqualTo(403);
    assertThat(send("Bearer " + SENDS, "hb")).as("allowed, but for the heart that is not there").isNotIn(401, 403);
  }

  private int send(String authorization, String service) throws Exception {
    String body = "{\"to\": \"all\", \"service\": \"" + service + "\", \"type\": \"t\", \"fields\": {}}";
    HttpRequest request = ask("/api/v1/messages").header("Authorization", authorization).timeout(java.time.Duration.ofSeconds(3))
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (java.net.http.HttpTimeoutException e) {
      return 0; // it was taken and nobody sent it
    }
  }

  @Test
  void theKeysOfTheClusterAreNotAskedForOverTcp() throws Exception {
    assertThat(get("/api/v1/keys", "Bearer " + SENDS).statusCode()).isEqualTo(404);
  }

  @Test
  void foreignNamesAreRefusedBeforeAnythingElseAndConfiguredOnesAreNot() throws Exception {
    assertThat(tls("Host: evil.example", "Authorization: Bearer " + READS)).startsWith("HTTP/1.1 421");
    assertThat(tls("Host: 192.0.2.7", "Authorization: Bearer " + READS)).as("served on the loopback alone").startsWith("HTTP/1.1 421");
    assertThat(tls("Host: Cluster.Example.com:8694", "Authorization: Bearer " + READS)).startsWith("HTTP/1.1 200");
    use(settings(pair, READS, "0.0.0.0"));
    assertThat(tls("Host: 192.0.2.7", "Authorization: Bearer " + READS)).startsWith("HTTP/1.1 200");
    assertThat(tls("Host: alice:1", "Authorization: Bearer " + READS)).as("the node's name").startsWith("HTTP/1.1 200");
    assertThat(tls("Host: evil.example", "Authorization: Bearer " + READS)).startsWith("HTTP/1.1 421");
  }

  private String tls(String... headers) throws Exception {
    try (SSLSocket socket = (SSLSocket) pair.client().getSocketFactory().createSocket("127.0.0.1", house.feed.port())) {
      socket.getOutputStream().write(("GET /api/v1/problems/HB766 HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void oldProtocolsAndPlainTextGetNothing() throws Exception {
    try (SSLSocket socket = (SSLSocket) pair.client().getSocketFactory().createSocket("127.0.0.1", house.feed.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1", "TLSv1"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = (SSLSocket) pair.client().getSocketFactory().createSocket("127.0.0.1", house.feed.port())) {
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      }
    }
    try (java.net.Socket plain = new java.net.Socket("127.0.0.1", house.feed.port())) {
      plain.getOutputStream().write(("GET /api/v1/nodes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + READS + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1 200").doesNotContain("alice");
    }
  }

  @Test
  void aNewCertificateIsForTheNextConnectionAndARevokedTokenForNone() throws Exception {
    int port = house.feed.port();
    TestPair next = TestPair.make(home, "next", "EC");
    use(settings(next, READS, "127.0.0.1"));
    FeedHouse.waitFor("the new certificate", () -> trusts(next));
    assertThat(house.feed.port()).as("nobody was interrupted").isEqualTo(port);
    client = client(next.client());
    HttpResponse<java.io.InputStream> stream = client.send(ask("/api/v1/events").header("Authorization", "Bearer " + READS).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(stream.statusCode()).isEqualTo(200);
    use(settings(next, "other-0123456789abcdef0123456789abcdef", "127.0.0.1"));
    assertThatThrownBy(() -> stream.body().readAllBytes()).as("an open stream ends with its token").isInstanceOf(java.io.IOException.class);
    FeedHouse.waitFor("the server is back", () -> house.feed.port() != 0);
    assertThat(get("/api/v1/nodes", "Bearer " + READS).statusCode()).isEqualTo(401);
    assertThat(get("/api/v1/nodes", "Bearer other-0123456789abcdef0123456789abcdef").statusCode()).isEqualTo(200);
  }

  private boolean trusts(TestPair those) {
    try (SSLSocket socket = (SSLSocket) those.client().getSocketFactory().createSocket("127.0.0.1", house.feed.port())) {
      socket.startHandshake();
      return true;
    } catch (SSLHandshakeException e) {
      return false;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void use(OwnSettings settings) throws Exception {
    int before = house.feed.port();
    boolean sameDoor = settings.address().host().equals("127.0.0.1");
    house.house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, new Control.NewSettings(settings));
    if (!sameDoor) {
      FeedHouse.waitFor("another door", () -> house.feed.port() != 0 && house.feed.port() != before);
    }
  }
}
