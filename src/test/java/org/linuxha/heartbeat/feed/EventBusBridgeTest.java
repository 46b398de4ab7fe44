package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
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
import org.linuxha.heartbeat.membership.MembershipEvent;

/** The event-bus bridge: three addresses go out, nothing comes in. Seen from a Vert.x application. */
@Timeout(60)
class EventBusBridgeTest {
  @TempDir Path runDir;
  private final Vertx application = Vertx.vertx();
  private FeedHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
  }

  @AfterEach
  void close() throws Exception {
    FeedHouse.await(application.close());
    house.close();
  }

  private BridgeClient connect() throws Exception {
    return connect(house.feed.port());
  }

  private BridgeClient connect(int port) throws Exception {
    return new BridgeClient(application, port);
  }

  @Test
  void changesComeOnTheThreePublicAddresses() throws Exception {
    BridgeClient client = connect();
    List.of("public.membership", "public.node", "public.link").forEach(address -> client.say("register", address));
    client.settle();
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
    BridgeClient client = connect();
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

  @Test
  void socketsAreCounted() throws Exception {
    Router router = Router.router(application);
    new EventBusBridge(application, 2).mount(router);
    int port = FeedHouse.await(application.createHttpServer().requestHandler(router).listen(0, "localhost")).actualPort();
    BridgeClient first = connect(port);
    BridgeClient second = connect(port);
    BridgeClient refused = connect(port);
    FeedHouse.waitFor("the one too many is closed", refused.socket::isClosed);
    first.settle();
    FeedHouse.await(second.socket.close());
    FeedHouse.waitFor("room again", () -> {
      BridgeClient next = connect(port);
      next.say("register", "no.such");
      return next.received.poll(200, TimeUnit.MILLISECONDS) != null;
    });
  }
}
