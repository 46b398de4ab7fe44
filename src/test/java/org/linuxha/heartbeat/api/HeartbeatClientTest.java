package org.linuxha.heartbeat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linuxha.heartbeat.bus.Futures.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java client against a server that answers, refuses and breaks off as a daemon may. ExamplesIT has a real one. */
@Timeout(60)
class HeartbeatClientTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final LinkedBlockingQueue<HttpServerRequest> streams = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<JsonObject> posted = new LinkedBlockingQueue<>();
  private HttpServer server;
  private volatile boolean silent;

  @BeforeEach
  void open() throws Exception {
    server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private HeartbeatClient client() {
    return HeartbeatClient.tcp(vertx, server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/api/v1/nodes" -> request.response().end("""
          [{"name":"bob","type":"normal","status":"dead","self":false,"sinceAgoMillis":5,"reason":"no status for 1004 ms",
            "links":[{"name":"eth0","expected":true,"status":"dead","reason":"no packet"}]}]""");
      case "/api/v1/membership" -> request.response().end("""
          {"state":"formed","reason":"bob is dead","quorum":true,"instance":4,"leader":"alice",
           "members":[{"name":"alice"},{"name":"carol"}]}""");
      case "/api/v1/messages" -> request.body().onSuccess(body -> {
        posted.add(body.toJsonObject());
        request.response().setStatusCode(503).end("""
            {"id":"HB826","detail":"Too many wait.","remedy":"Send later."}""");
      });
      case "/api/v1/events" -> {
        if (!silent) {
          request.response().setChunked(true).writeHead();
        }
        streams.add(request);
      }
      default -> request.response().setStatusCode(404).end("no JSON");
    }
  }

  private static void line(HttpServerResponse response, long seq, String type, String data) {
    response.write("{\"seq\":" + seq + ",\"epoch\":\"e1\",\"type\":\"" + type + "\",\"subject\":\"x\",\"text\":\"t\",\"data\":"
        + data + "}\n");
  }

  @Test
  void answersBecomeValues() throws Exception {
    List<Node> nodes = await(client().nodes());
    assertThat(nodes).singleElement().satisfies(node -> {
      assertThat(node.name()).isEqualTo("bob");
      assertThat(node.status()).isEqualTo("dead");
      assertThat(node.links()).containsExactly(new Node.Link("eth0", true, false, "no packet"));
    });
    Membership membership = await(client().membership());
    assertThat(membership.members()).containsExactly("alice", "carol");
    assertThat(membership.isFormed() && membership.quorum()).isTrue();
  }

  @Test
  void aRefusalKeepsItsIdAndRemedy() {
    assertThatThrownBy(() -> await(client().send(ClusterMessage.toAll("hb", "hbtext", Map.of("a", "b")))))
        .isInstanceOf(ExecutionException.class).cause().isInstanceOfSatisfying(HeartbeatException.class, refused -> {
          assertThat(refused).hasMessage("Too many wait.");
          assertThat(refused.id()).isEqualTo("HB826");
          assertThat(refused.remedy()).isEqualTo("Send later.");
          assertThat(refused.isTemporary()).isTrue();
        });
    assertThat(posted).containsExactly(new JsonObject("""
        {"to":"all","service":"hb","type":"hbtext","fields":{"a":"b"}}"""));
    assertThatThrownBy(() -> await(client().node("../x y"))).cause()
        .isInstanceOfSatisfying(HeartbeatException.class, refused -> assertThat(refused.status()).isEqualTo(404));
  }

  @Test
  void aBrokenStreamGoesOnAfterTheLastEvent() throws Exception {
    LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Throwable> troubles = new LinkedBlockingQueue<>();
    Subscription subscription = client().events(events::add, troubles::add);
    HttpServerRequest first = streams.poll(20, TimeUnit.SECONDS);
    assertThat(first.query()).doesNotContain("since");
    line(first.response(), 7, "snapshot", "{\"membership\":{\"state\":\"formed\",\"instance\":4}}");
    // one event in two pieces
    first.response().write("{\"seq\":8,\"epoch\":\"e1\",\"type\":\"node.st");
    assertThat(events.poll(20, TimeUnit.SECONDS).membership()).isPresent();
    first.response().write("atus\",\"subject\":\"bob\"}\n");
    assertThat(events.poll(20, TimeUnit.SECONDS).subject()).isEqualTo("bob");
    first.connection().close();
    assertThat(troubles.poll(20, TimeUnit.SECONDS)).isNotNull();
    HttpServerRequest second = streams.poll(20, TimeUnit.SECONDS);
    assertThat(second.query()).contains("since=8", "epoch=e1");
    line(second.response(), 8, "resumed", "{}");
    line(second.response(), 8, "ping", "{}");
    line(second.response(), 9, "node.late", "{}");
    assertThat(events.poll(20, TimeUnit.SECONDS).seq()).as("the lines about the stream are not delivered").isEqualTo(9);
    subscription.close();
    second.response().end();
    assertThat(streams.poll(1_500, TimeUnit.MILLISECONDS)).as("closed is closed").isNull();
  }

  @Test
  void aDaemonThatTakesTheConnectionAndNeverAnswersIsGivenUpAndTriedAgain() throws Exception {
    LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Throwable> troubles = new LinkedBlockingQueue<>();
    silent = true;
    client().events(events::add, trouble -> {
      troubles.add(trouble);
      throw new IllegalStateException("who is told of it has a trouble of its own");
    });
    HttpServerRequest first = streams.poll(20, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    silent = false;
    assertThat(troubles.poll(20, TimeUnit.SECONDS)).isNotNull();
    line(streams.poll(20, TimeUnit.SECONDS).response(), 1, "node.late", "{}");
    assertThat(events.poll(20, TimeUnit.SECONDS).seq()).isEqualTo(1);
  }

  @Test
  void aChannelThatOpensTooLateIsClosed() throws Exception {
    LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<ClusterMessage> received = new LinkedBlockingQueue<>();
    HttpServer late = await(vertx.createHttpServer().webSocketHandler(socket -> {
      socket.closeHandler(closed -> ends.add("closed"));
      vertx.setTimer(11_000, hello -> {
        socket.writeTextMessage("{\"frame\":\"hello\",\"node\":\"bob\",\"service\":\"hb\",\"credits\":16}");
        socket.writeTextMessage("{\"frame\":\"message\",\"message\":{\"service\":\"hb\",\"type\":\"x\",\"fields\":{}}}");
      });
    }).listen(0, "127.0.0.1"));
    assertThatThrownBy(() -> await(HeartbeatClient.tcp(vertx, late.actualPort()).channel("hb", received::add)))
        .isInstanceOf(ExecutionException.class);
    assertThat(ends.poll(20, TimeUnit.SECONDS)).as("the late channel").isEqualTo("closed");
    assertThat(received).isEmpty();
  }

  @Test
  void viewsAreTheMembershipNowAndEachChange() throws Exception {
    List<Long> instances = new ArrayList<>();
    LinkedBlockingQueue<Membership> views = new LinkedBlockingQueue<>();
    client().views(views::add);
    HttpServerResponse stream = streams.poll(20, TimeUnit.SECONDS).response();
    line(stream, 1, "snapshot", "{\"membership\":{\"state\":\"formed\",\"instance\":4}}");
    line(stream, 2, "node.status", "{\"status\":\"dead\"}");
    line(stream, 3, "membership.formed", "{\"state\":\"formed\",\"instance\":5}");
    for (int i = 0; i < 2; i++) {
      instances.add(views.poll(20, TimeUnit.SECONDS).instance());
    }
    assertThat(instances).containsExactly(4L, 5L);
  }

  @Test
  void theUnixSocketIsTheSame() throws Exception {
    String socket = directory.resolve("s").toString();
    await(vertx.createHttpServer().requestHandler(this::answer).listen(SocketAddress.domainSocketAddress(socket)));
    assertThat(await(HeartbeatClient.unix(vertx, Path.of(socket)).nodes())).hasSize(1);
  }
}
