package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;

/** The event stream as its readers see it (docs/events.md). */
@Timeout(60)
class EventsTest {
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

  private static View view() {
    return new View(3, 7, "bob", true, List.of(new Member("alice", 0, 5), new Member("bob", 1, 4)),
        List.of(), List.of("carol"), "carol is dead", List.of(), 1_700_000_000L);
  }

  @Test
  void firstASnapshotThenDeltasWithoutGaps() throws Exception {
    List<Told> story = Story.allActive().tell(Story.death("bob")).events();
    try (EventLines lines = house.follow("")) {
      JsonObject snapshot = lines.next();
      assertThat(lines.status()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(snapshot.getString("type")).isEqualTo("snapshot");
      assertThat(snapshot.getLong("seq")).isZero();
      assertThat(snapshot.getJsonObject("data").getJsonArray("nodes")).isEmpty();
      house.tell(story);
      JsonObject last = null;
      for (long seq = 1; seq <= story.size(); seq++) {
        last = lines.next();
        assertThat(last.getLong("seq")).isEqualTo(seq);
        assertThat(last.getString("epoch")).isEqualTo(snapshot.getString("epoch"));
      }
      assertThat(last.getString("type")).isEqualTo("node.status");
      assertThat(last.getString("subject")).isEqualTo("bob");
      assertThat(last.getString("reason")).isEqualTo("nothing heard for its deadtime");
      assertThat(last.getJsonObject("data").getString("previous")).isEqualTo("active");
      assertThat(last.getJsonObject("evidence").getLong("silentMillis")).isEqualTo(10_012);
      assertThat(last.getString("text")).startsWith("Node bob is dead: nothing heard").contains("10000 ms");
    }
    try (EventLines later = house.follow("")) {
      JsonObject snapshot = later.next();
      assertThat(snapshot.getLong("seq")).isEqualTo(story.size());
      assertThat(snapshot.getJsonObject("data").getJsonArray("nodes")).hasSize(3);
      assertThat(snapshot.getJsonObject("data").getJsonObject("cluster").getString("node")).isEqualTo("alice");
    }
  }

  @Test
  void membershipIsToldWithItsReasonAndIsInTheSnapshot() throws Exception {
    try (EventLines lines = house.follow("?type=membership")) {
      lines.next();
      house.tell(Story.allActive().events());
      house.agree(new MembershipEvent.Formed(view()));
      house.agree(new MembershipEvent.InFlux(view(), "bob is dead"));
      JsonObject formed = lines.next();
      assertThat(formed.getString("type")).isEqualTo("membership.formed");
      assertThat(formed.getString("reason")).isEqualTo("carol is dead");
      JsonObject view = formed.getJsonObject("data");
      assertThat(view.getJsonArray("left")).isEqualTo(new JsonArray().add("carol"));
      assertThat(view.getInteger("instance")).isEqualTo(7);
      assertThat(lines.next().getString("type")).isEqualTo("membership.influx");
    }
    try (EventLines later = house.follow("")) {
      JsonObject membership = later.next().getJsonObject("data").getJsonObject("membership");
      assertThat(membership.getString("state")).isEqualTo("influx");
      assertThat(membership.getString("leader")).isEqualTo("bob");
    }
  }

  @Test
  void clientsThatSignOnAndOffAreTold() throws Exception {
    try (EventLines lines = house.follow("?type=client")) {
      lines.next();
      Story story = Story.allActive().tell(client("join")).tell(client("leave"));
      house.tell(story.events());
      JsonObject joined = lines.next();
      assertThat(joined.getString("type")).isEqualTo("client.joined");
      assertThat(joined.getString("subject")).isEqualTo("cib@bob");
      assertThat(lines.next().getString("type")).isEqualTo("client.left");
    }
  }

  private static ClusterEvent client(String status) {
    return new ClusterEvent.Delivered(
        org.linuxha.heartbeat.message.Message.ofType("hbapi-clstat")
            .with("st", status).with("from_id", "cib").with("to_id", "cib").with("src", "bob").with("client_gen", "3"),
        "eth0", false);
  }

  @Test
  void sinceGoesOnWhereTheReaderLeftOff() throws Exception {
    List<Told> story = Story.allActive().events();
    house.tell(story);
    String epoch;
    try (EventLines lines = house.follow("")) {
      epoch = lines.next().getString("epoch");
    }
    try (EventLines lines = house.follow("?since=" + (story.size() - 2) + "&epoch=" + epoch)) {
      assertThat(lines.next().getString("type")).isEqualTo("resumed");
      assertThat(lines.next().getLong("seq")).isEqualTo(story.size() - 1);
      assertThat(lines.next().getLong("seq")).isEqualTo(story.size());
    }
    try (EventLines lines = house.follow("?since=3&epoch=of-another-life")) {
      JsonObject first = lines.next();
      assertThat(first.getString("type")).isEqualTo("snapshot");
      assertThat(first.getString("reason")).contains("started anew");
    }
    try (EventLines lines = house.follow("?since=100000")) {
      assertThat(lines.next().getString("type")).isEqualTo("snapshot");
    }
  }

  @Test
  void aReaderThatMissedMoreThanIsKeptIsToldSo() throws Exception {
    Story story = Story.allActive();
    for (int i = 0; i < EventRing.CAPACITY; i++) {
      story.tell(new ClusterEvent.Away(i));
    }
    house.tell(story.events());
    try (EventLines lines = house.follow("?since=1")) {
      JsonObject first = lines.next();
      assertThat(first.getString("type")).isEqualTo("snapshot");
      assertThat(first.getString("reason")).contains("not all events since are kept");
    }
    try (EventLines lines = house.follow("?since=" + (story.events().size() - EventRing.CAPACITY))) {
      assertThat(lines.next().getString("type")).isEqualTo("resumed");
      for (int i = 0; i < EventRing.CAPACITY; i++) {
        assertThat(lines.next().getString("type")).isEqualTo("daemon.away");
      }
    }
  }

  @Test
  void aQueryThatMakesNoSenseIsRefusedWithAProblem() throws Exception {
    for (String query : List.of("type=weather", "since=-1", "since=x", "ping=0", "ping=99999999999999999999")) {
      RawHttp.Response refused = house.tcp().send("GET", "/api/v1/events?" + query, "Host: localhost");
      assertThat(refused.status()).as(query).isEqualTo(400);
      assertThat(new JsonObject(refused.body()).getString("id")).isEqualTo("HB880");
    }
  }

  @Test
  void aQuietStreamIsPingedWithTheLastNumber() throws Exception {
    house.tell(Story.allActive().events());
    try (EventLines lines = house.follow("?ping=1")) {
      long seq = lines.next().getLong("seq");
      JsonObject ping = lines.nextLine();
      assertThat(ping.getString("type")).isEqualTo("ping");
      assertThat(ping.getLong("seq")).isEqualTo(seq);
    }
  }

  /** A bounded queue, and then the end: 20,000 events of 300 bytes are more than any socket buffers. */
  @Test
  void aReaderThatDoesNotReadIsToldAndCutWhileTheOthersGoOn() throws Exception {
    try (EventLines slow = house.follow(""); EventLines quick = house.follow("?type=daemon.state")) {
      quick.next();
      Story story = Story.allActive();
      for (int i = 0; i < 20_000; i++) {
        story.tell(new ClusterEvent.Away(i));
      }
      house.tell(story.events());
      assertThat(quick.next().getString("type")).isEqualTo("daemon.state");
      JsonObject line = slow.next();
      JsonObject last = line;
      for (; line != null; line = slow.next()) {
        last = line;
      }
      assertThat(last.getString("type")).isEqualTo("cut");
      assertThat(last.getString("reason")).contains("too slow");
    }
  }

  @Test
  void aHoleInTheEventsEndsTheStream() throws Exception {
    List<Told> story = Story.allActive().events();
    try (EventLines lines = house.follow("")) {
      house.tell(story.subList(0, 3));
      house.tell(story.subList(5, 6));
      JsonObject cut = lines.nextOfType("cut");
      assertThat(cut.getString("reason")).contains("has a hole");
      assertThat(lines.next()).isNull();
    }
    assertThat(house.unix().send("GET", "/api/v1/events", "Host: hb").status()).isEqualTo(503);
  }

  @Test
  void headSaysWhatGetWouldGive() throws Exception {
    RawHttp.Response head = house.tcp().send("HEAD", "/api/v1/events", "Host: localhost");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.hasHeader("content-type: application/x-ndjson")).isTrue();
  }

  @Test
  void theSameStreamIsAWebSocketWhenUpgraded() throws Exception {
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    WebSocket socket =
        HttpClient.newHttpClient().newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + house.feed.port() + "/api/v1/events?type=node"), listener(messages))
            .get(30, TimeUnit.SECONDS);
    assertThat(new JsonObject(messages.poll(30, TimeUnit.SECONDS)).getString("type")).isEqualTo("snapshot");
    house.tell(Story.allActive().events());
    List<String> types = new ArrayList<>();
    while (types.size() < 6) {
      types.add(new JsonObject(messages.poll(30, TimeUnit.SECONDS)).getString("type"));
    }
    assertThat(types).containsOnly("node.added", "node.status");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
  }

  private static WebSocket.Listener listener(BlockingQueue<String> messages) {
    StringBuilder text = new StringBuilder();
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
          messages.add(text.toString());
          text.setLength(0);
        }
        webSocket.request(1);
        return null;
      }
    };
  }
}
