package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.bus.Peer;
import org.linuxha.heartbeat.bus.Permitted;
import org.linuxha.heartbeat.bus.SignOns;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Message;

/** Programs in any language take part in the ordered multicast: who may, in which order, and with which credits. */
@Timeout(60)
class MessagesTest {
  @TempDir Path runDir;
  private FeedHouse house;
  private FakeHeart heart;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
    heart = new FakeHeart(house);
    FeedHouse.waitFor("the cluster is known", () -> house.unix().send("GET", "/readyz", "Host: hb").status() == 200);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private RawHttp.Response post(String body) throws Exception {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return house.unix().raw("POST /api/v1/messages HTTP/1.1\r\nHost: hb\r\nConnection: close\r\nContent-Length: " + length
        + "\r\n\r\n" + body);
  }

  private static String message(String service, String to, String fields) {
    return "{\"service\":\"" + service + "\",\"to\":\"" + to + "\",\"type\":\"chat\",\"fields\":" + fields + "}";
  }

  private static String problem(RawHttp.Response answer) {
    return new JsonObject(answer.body()).getString("id");
  }

  private MessageClient connect(String query) throws Exception {
    return new MessageClient(house.socket, query);
  }

  /** client-api.md 4.1 and 4.4: as libhbclient would send it, so that it puts it in order at the other end. */
  @Test
  void postedMessagesAreNumberedForEachDestinationAfterASignOn() throws Exception {
    for (String to : List.of("all", "bob", "all")) {
      assertThat(post(message("tasks", to, "{\"n\":1}")).status()).isEqualTo(202);
    }
    Message join = heart.next();
    assertThat(join.type() + join.text("st") + join.text("from_id") + join.text("to_id") + join.text("info"))
        .isEqualTo("hbapi-clstatjointaskstaskssignon");
    String[][] expected = {{"1", null}, {"1", "bob"}, {"2", null}};
    for (String[] each : expected) {
      Message message = heart.next();
      assertThat(message.text("oseq")).isEqualTo(each[0]);
      assertThat(message.text("dest")).isEqualTo(each[1]);
      assertThat(message.text("from_id") + message.text("to_id")).isEqualTo("taskstasks");
      assertThat(message.text("client_gen")).isEqualTo(join.text("client_gen"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oseq", "client_gen", "seq", "hg", "src", "from_id", "to_id", "dest", "auth", "ts", "ttl"})
  void fieldsThatAreTheDaemonsAreRefused(String field) throws Exception {
    RawHttp.Response refused = post(message("tasks", "all", "{\"" + field + "\":\"1\"}"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("field " + field + " is set by the daemon");
    assertThat(heart.sent).isEmpty();
  }

  @Test
  void whatIsNoMessageIsRefused() throws Exception {
    for (String body : List.of("", "[]", "{\"fields\":3}", message("tasks", "nobody", "{}"), message("tasks", "all", "{\"a\":{}}"),
        message("tasks", "all", "{\"a\":null}"), "{\"type\":\"delnode\"}", "{\"type\":\"NS_ackmsg\"}", "{\"type\":\"hbapi-clstat\"}")) {
      assertThat(post(body).status()).as(body).isEqualTo(400);
    }
    assertThat(post(message("s".repeat(31), "all", "{}")).status()).isEqualTo(202);
    RawHttp.Response long32 = post(message("s".repeat(32), "all", "{}"));
    assertThat(long32.status() + problem(long32)).isEqualTo("400HB762");
  }

  /** Whichever limit stops it, the answer names what a message may have and what to do. */
  @Test
  void whatIsTooLongIsRefusedWithTheLimit() throws Exception {
    for (int length : List.of(60_001, 70_000)) {
      RawHttp.Response refused = post(message("tasks", "all", "{\"a\":\"" + "x".repeat(length) + "\"}"));
      assertThat(refused.status() + problem(refused)).isEqualTo("413HB765");
      assertThat(new JsonObject(refused.body()).getString("detail")).contains("60000");
      assertThat(new JsonObject(refused.body()).getString("remedy")).contains("in parts");
    }
    MessageClient channel = connect("?service=tasks");
    channel.next("hello");
    channel.send(1, "all", "x".repeat(60_001));
    assertThat(channel.next("refused").getString("problem")).isEqualTo("HB765");
    channel.send(2, "bob", "x".repeat(59_000));
    channel.next("sent");
  }

  /** One register of names and numbers for both doors: who comes second is refused, and no two lives have one number. */
  @Test
  void aProgramOfTheCLibraryAndOneOfOursShareNamesAndNumbers() throws Exception {
    SignOns signOns = SignOns.of(house.house.vertx());
    java.util.concurrent.Callable<Boolean> taken = () -> FeedHouse.await(house.inService(() -> signOns.isTakenBesides(SignOns.Door.LIBRARY, "tasks")));
    FeedHouse.await(house.inService(() -> {
      signOns.nextGeneration();
      signOns.take(SignOns.Door.LIBRARY, "tasks");
      return true;
    }));
    RawHttp.Response refused = post(message("tasks", "all", "{}"));
    assertThat(refused.status() + problem(refused)).isEqualTo("409HB761");
    FeedHouse.await(house.inService(() -> {
      signOns.release(SignOns.Door.LIBRARY, "tasks");
      return true;
    }));
    try (MessageClient channel = connect("?service=tasks")) {
      assertThat(channel.next("hello").getString("clientGeneration")).as("the other had 0").isEqualTo("1");
      assertThat(taken.call()).isTrue();
    }
    FeedHouse.waitFor("free again", () -> !taken.call());
  }

  /** client-api.md 5: effective user or group, either is enough; a line replaces the default as a whole; default for the rest. */
  @Test
  void apiauthDecidesWhoTakesPart() {
    SocketRules rules = new SocketRules(Set.of(0L, 102L), Map.of(
        "both", new Permitted(Set.of(102L), Set.of(105L)), "one", new Permitted(Set.of(1000L), Set.of())));
    assertThat(rules.whyNot("both", new Peer(1000, 105))).isNull();
    assertThat(rules.whyNot("both", new Peer(1000, 1000))).contains("apiauth does not allow service both to user 1000 with group 1000");
    assertThat(rules.whyNot("one", new Peer(1000, 5))).isNull();
    assertThat(rules.whyNot("one", new Peer(1001, 105))).isNotNull();
    assertThat(rules.whyNot("other", new Peer(1000, 105))).contains("none for default");
    for (String service : List.of("both", "one", "other")) {
      assertThat(rules.whyNot(service, new Peer(0, 0))).isNull();
      assertThat(rules.whyNot(service, new Peer(102, 5))).isNull();
      assertThat(rules.whyNot(service, null)).isNotNull();
    }
    SocketRules withDefault = new SocketRules(Set.of(), Map.of("default", new Permitted(Set.of(), Set.of(105L))));
    assertThat(withDefault.whyNot("other", new Peer(1000, 105))).isNull();
  }

  @Test
  void whoIsNotNamedIsRefusedOnEveryWay() throws Exception {
    house.close();
    house = new FeedHouse(runDir, new SocketRules(Set.of(), Map.of("open", new Permitted(FeedHouse.RULES.always(), Set.of()))));
    heart = new FakeHeart(house);
    FeedHouse.waitFor("the cluster is known", () -> house.unix().send("GET", "/readyz", "Host: hb").status() == 200);
    assertThat(post(message("open", "all", "{}")).status()).isEqualTo(202);
    RawHttp.Response refused = post(message("tasks", "all", "{}"));
    assertThat(refused.status() + problem(refused)).isEqualTo("403HB760");
    RawHttp.Response unread = house.unix().send("GET", "/api/v1/messages?service=tasks", "Host: hb");
    assertThat(unread.status() + problem(unread)).isEqualTo("403HB760");
    assertThat(connect("?service=tasks").status).contains(" 403 ");
    connect("?service=open").next("hello");
  }

  @Test
  void aNameThatAProgramOfThisNodeHasIsTaken() throws Exception {
    heart.tell(new ClusterEvent.Delivered(
        Message.ofType("hbapi-clstat").with("st", "join").with("from_id", "ccm").with("to_id", "ccm").with("client_gen", "0"), "", true));
    FeedHouse.waitFor("taken", () -> post(message("ccm", "all", "{}")).status() == 409);
    heart.tell(new ClusterEvent.Delivered(
        Message.ofType("hbapi-clstat").with("st", "leave").with("from_id", "ccm").with("to_id", "ccm").with("client_gen", "0"), "", true));
    FeedHouse.waitFor("free", () -> post(message("ccm", "all", "{}")).status() == 202);
  }

  @Test
  void aChannelSendsReceivesAndSignsOnAndOff() throws Exception {
    MessageClient channel = connect("?service=tasks");
    JsonObject hello = channel.next("hello");
    assertThat(hello.getInteger("credits")).isEqualTo(MessageChannel.CREDITS);
    assertThat(hello.getString("node") + hello.getString("service")).isEqualTo("alicetasks");
    channel.send(7, "all", "grüße");
    JsonObject[] answers = {channel.frames.take(), channel.frames.take()};
    JsonObject sent = answers[answers[0].getString("frame").equals("sent") ? 0 : 1];
    JsonObject message = answers[sent == answers[0] ? 1 : 0].getJsonObject("message");
    assertThat(sent.getInteger("id") + "/" + sent.getInteger("oseq")).isEqualTo("7/1");
    assertThat(message.getString("from") + message.getString("type")).isEqualTo("alicechat");
    assertThat(message.getJsonObject("fields").getString("n")).isEqualTo("grüße");
    assertThat(message.getString("clientGeneration")).isEqualTo(hello.getString("clientGeneration"));
    channel.close();
    assertThat(heart.next().text("st")).isEqualTo("join");
    assertThat(heart.next().type()).isEqualTo("chat");
    assertThat(heart.next().text("st")).as("the last one is gone").isEqualTo("leave");
    MessageClient again = connect("?service=tasks");
    assertThat(again.next("hello").getString("clientGeneration")).as("a new life").isNotEqualTo(hello.getString("clientGeneration"));
  }

  @Test
  void aRefusedFrameEndsNothing() throws Exception {
    MessageClient channel = connect("?service=tasks");
    channel.next("hello");
    channel.say("no json");
    assertThat(channel.next("refused").getString("problem")).isEqualTo("HB824");
    channel.say("{\"frame\":\"send\",\"id\":\"a\",\"message\":{\"fields\":{\"oseq\":\"4\"}}}");
    JsonObject refused = channel.next("refused");
    assertThat(refused.getString("id") + refused.getString("detail")).startsWith("a").contains("oseq is set by the daemon");
    channel.say("{\"frame\":\"sing\"}");
    channel.next("refused");
    channel.send(1, "bob", "x");
    channel.next("sent");
  }

  /** A sender with no credit left that goes on is no citizen; one that waits loses nothing. */
  @Test
  void aSenderHasCreditsAndNoMore() throws Exception {
    MessageClient channel = connect("?service=tasks");
    channel.next("hello");
    heart.hold();
    for (int i = 0; i < MessageChannel.CREDITS; i++) {
      channel.send(i, "bob", "x");
    }
    FeedHouse.waitFor("all at the heart", () -> heart.held() == MessageChannel.CREDITS);
    heart.release();
    for (int i = 0; i < MessageChannel.CREDITS; i++) {
      assertThat(channel.next("sent").getInteger("oseq")).isEqualTo(i + 1);
    }
    heart.hold();
    for (int i = 0; i <= MessageChannel.CREDITS; i++) {
      channel.send(i, "bob", "x");
    }
    assertThat(channel.awaitClose()).as("one too many").isEqualTo(1008);
  }

  @Test
  void aReaderGetsWhatItGranted() throws Exception {
    MessageClient reader = connect("?service=tasks&credits=2");
    reader.next("hello");
    for (int i = 1; i <= 5; i++) {
      assertThat(post(message("tasks", "all", "{\"n\":" + i + "}")).status()).isEqualTo(202);
    }
    assertThat(reader.next("message").getJsonObject("message").getInteger("oseq")).isEqualTo(1);
    assertThat(reader.next("message").getJsonObject("message").getInteger("oseq")).isEqualTo(2);
    // the answer to this one shows that nothing more was on its way
    reader.say("{\"frame\":\"credit\",\"count\":0}");
    reader.next("refused");
    reader.say("{\"frame\":\"credit\",\"count\":3}");
    for (int i = 3; i <= 5; i++) {
      assertThat(reader.next("message").getJsonObject("message").getInteger("oseq")).isEqualTo(i);
    }
  }

  @Test
  void aReaderThatGrantsNothingIsToldAndCut() throws Exception {
    MessageClient reader = connect("?service=tasks&credits=0");
    reader.next("hello");
    for (int i = 0; i <= MessageReader.LINES; i++) {
      heart.tell(delivered("tasks", i, "x"));
    }
    assertThat(reader.next("cut").getString("reason")).contains("too slow: 1024 messages wait");
    assertThat(reader.awaitClose()).isEqualTo(1013);
  }

  static ClusterEvent delivered(String service, int number, String text) {
    return new ClusterEvent.Delivered(Message.ofType("chat").with("text", text).with("from_id", service).with("to_id", service)
        .with("src", "bob").with("seq", Integer.toHexString(number + 1)), "eth0", false);
  }

  /** Nothing waits in memory for whoever does not read; a reader beside it gets everything. */
  @Test
  void aSlowReaderOfTheStreamIsToldAndCut() throws Exception {
    int count = 2_000;
    try (EventLines slow = EventLines.open(house.unix(), "/api/v1/messages?service=tasks");
        EventLines other = EventLines.open(house.unix(), "/api/v1/messages?service=tasks")) {
      for (int i = 0; i < count; i++) {
        heart.tell(delivered("tasks", i, "long ".repeat(400)));
        assertThat(other.nextLine().getInteger("seq")).isEqualTo(i + 1);
      }
      int seen = 0;
      JsonObject last = null;
      for (JsonObject line = slow.nextLine(); line != null; line = slow.nextLine()) {
        last = line;
        seen++;
      }
      assertThat(last.getString("error")).contains("cut: this reader is too slow");
      assertThat(seen).isLessThan(count);
    }
  }

  /** A hole in the numbers would make C receivers wait for ever. */
  @Test
  void afterARefusalOfTheHeartTheNumbersBeginAnew() throws Exception {
    assertThat(post(message("tasks", "all", "{}")).status()).isEqualTo(202);
    heart.refusal = "too long";
    assertThat(post(message("tasks", "all", "{}")).status()).isEqualTo(500);
    heart.refusal = null;
    assertThat(post(message("tasks", "all", "{}")).status()).isEqualTo(202);
    List<String> seen = new java.util.ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Message message = heart.next();
      seen.add(message.text("st", "") + message.text("oseq", "") + "/" + message.text("client_gen"));
    }
    assertThat(seen).containsExactly("join/0", "1/0", "leave/0", "join/1", "1/1");
  }

  @Test
  void whileTheClusterIsPausedPostsAreRefusedAtOnce() throws Exception {
    heart.tell(new ClusterEvent.Flow(true, "bob does not acknowledge"));
    FeedHouse.waitFor("paused", () -> {
      RawHttp.Response answer = post(message("tasks", "all", "{}"));
      return answer.status() == 503 && answer.hasHeader("retry-after: 1") && problem(answer).equals("HB826");
    });
    heart.tell(new ClusterEvent.Flow(false, "all acknowledge"));
    FeedHouse.waitFor("goes on", () -> post(message("tasks", "all", "{}")).status() == 202);
  }
}
