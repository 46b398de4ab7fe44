package org.linuxha.heartbeat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linuxha.heartbeat.bus.Futures.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.setup.TestPair;

/** The Java client over TLS with a token, and how it tells what stands in the way. */
@Timeout(60)
class AccessTest {
  private static final String TOKEN = "reads-0123456789abcdef0123456789abcdef";

  @TempDir static Path home;
  private static TestPair pair;
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeAll
  static void pair() throws Exception {
    pair = TestPair.make(home, "alice", "EC");
  }

  @BeforeEach
  void open() throws Exception {
    server = await(vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(pair.certificate().toString()).setKeyPath(pair.key().toString())))
        .requestHandler(AccessTest::answer).listen(0, "0.0.0.0"));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static void answer(HttpServerRequest request) {
    if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
      request.response().setStatusCode(401).end("{\"id\":\"HB766\",\"detail\":\"No token.\",\"remedy\":\"Send one.\"}");
    } else if (request.path().equals("/api/v1/events")) {
      request.response().setChunked(true).end("{\"seq\":1,\"epoch\":\"e\",\"type\":\"node.status\",\"subject\":\"bob\",\"text\":\"t\",\"data\":{}}\n");
    } else if (request.path().equals("/api/v1/messages")) {
      request.response().setStatusCode(403).end("{\"id\":\"HB760\",\"detail\":\"The token has not that service.\",\"remedy\":\"Allow it.\"}");
    } else {
      request.response().end("[{\"name\":\"bob\",\"status\":\"active\"}]");
    }
  }

  private HeartbeatClient client(String host, Access access) {
    return HeartbeatClient.at(vertx, URI.create("https://" + host + ":" + server.actualPort()), access);
  }

  private HeartbeatException refusal(HeartbeatClient client) {
    try {
      await(client.nodes());
      throw new AssertionError("it was answered");
    } catch (ExecutionException e) {
      return (HeartbeatException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void withAuthorityAndTokenItIsAnsweredAndFollowed() throws Exception {
    Path file = Files.writeString(home.resolve("token"), TOKEN + "\n");
    HeartbeatClient client = client("localhost", Access.PLAIN.trusting(pair.certificate()).showingTokenOf(file));
    assertThat(await(client.nodes())).extracting(Node::name).containsExactly("bob");
    CompletableFuture<Event> event = new CompletableFuture<>();
    Subscription events = client.events(event::complete);
    assertThat(event.get(20, TimeUnit.SECONDS).subject()).isEqualTo("bob");
    events.close();
    assertThatThrownBy(() -> await(client.channel("hb", message -> { }))).rootCause()
        .isInstanceOfSatisfying(HeartbeatException.class, refused -> assertThat(refused.id()).isEqualTo("HB760"));
  }

  @Test
  void eachWayOfNotBeingTrustedHasItsIdAndItsRemedy() {
    HeartbeatException unknown = refusal(client("localhost", Access.PLAIN.showing(TOKEN)));
    assertThat(unknown.id()).isEqualTo(Code.DAEMON_NOT_TRUSTED.id());
    assertThat(unknown.status()).isZero();
    assertThat(unknown.remedy()).contains("trusting");
    HeartbeatException other = refusal(client("127.0.0.2", Access.PLAIN.trusting(pair.certificate()).showing(TOKEN)));
    assertThat(other.id()).as(String.valueOf(other.getCause())).isEqualTo(Code.DAEMON_OTHER_NAME.id());
    HeartbeatException nobody = refusal(client("localhost", Access.PLAIN.trusting(pair.certificate())));
    assertThat(nobody.id()).isEqualTo("HB766");
    assertThat(nobody.status()).isEqualTo(401);
  }

  @Test
  void aStreamSaysTheSame() throws Exception {
    CompletableFuture<Throwable> trouble = new CompletableFuture<>();
    Subscription events = client("localhost", Access.PLAIN).events(event -> { }, trouble::complete);
    assertThat(trouble.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(HeartbeatException.class,
        told -> assertThat(told.id()).isEqualTo(Code.DAEMON_NOT_TRUSTED.id()));
    events.close();
  }

  @Test
  void aTokenIsNeitherShownNorSentInTheClearNorMoreThanOneHeader() {
    assertThat(Access.PLAIN.showing(TOKEN).toString()).doesNotContain(TOKEN);
    assertThatThrownBy(() -> HeartbeatClient.at(vertx, URI.create("http://alice.example.com:8694"), Access.PLAIN.showing(TOKEN)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("https://");
    assertThatThrownBy(() -> Access.PLAIN.showingTokenOf(Path.of("/dev/zero"))).isInstanceOf(IOException.class).hasMessageContaining("longer");
    assertThatThrownBy(() -> Access.PLAIN.showing("one\r\nX: two")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeartbeatClient.at(vertx, URI.create("https://alice/api"), Access.PLAIN)).isInstanceOf(IllegalArgumentException.class);
  }
}
