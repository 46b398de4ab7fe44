package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;

/** client-api.md 4: what clients send to each other, and what they hear of the cluster. */
class MessagesTest {
  private final Desk desk = new Desk(List.of("alpha", "beta"), Set.of(), false);

  private Desk.Caller signedOn(int pid, String name) throws Exception {
    Desk.Caller caller = desk.call(pid, Desk.HACLUSTER, Desk.HACLIENT);
    caller.signOn(name);
    List<Message> heard = caller.heard();
    assertThat(heard).extracting(Message::type).containsExactly("hbapi-clstat", "hbapi-resp");
    return caller;
  }

  private static List<String> names(Message message) {
    return message.fields().stream().map(Field::name).toList();
  }

  @Test
  void aClusterMessageComesBackWithAllFieldsInTheOrderOfC() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    Desk.Caller other = signedOn(1002, "other");
    tester.say(Message.ofType("hello").with("to_id", "other").with("x", "a=b"));
    Message echo = tester.heard().get(0);
    assertThat(names(echo)).containsExactly(
        "t", "to_id", "x", "from_id", "client_gen", "src", "srcuuid", "seq", "hg", "ts", "ld", "ttl", "auth");
    assertThat(echo.text("to_id")).as("a client talks to clients of its own name only").isEqualTo("tester");
    assertThat(echo.text("x")).isEqualTo("a=b");
    assertThat(echo.text("auth")).matches("1 [0-9a-f]{40}");
    assertThat(other.heard()).isEmpty();
  }

  @Test
  void aNodeMessageToAnotherNodeIsNotEchoedOneToOurselvesIsDeliveredOnce() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    tester.say(Message.ofType("hello").with("dest", "beta"));
    assertThat(tester.heard()).isEmpty();
    tester.say(Message.ofType("hello").with("dest", "alpha"));
    List<Message> heard = tester.heard();
    assertThat(heard).hasSize(1);
    assertThat(names(heard.get(0))).startsWith("t", "dest", "from_id", "to_id", "client_gen", "destuuid", "src");
  }

  @Test
  void joinAndLeaveAreToldToTheClusterCasualClientsAreNot() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    tester.say(tester.request("signoff"));
    assertThat(tester.isCut()).isTrue();
    desk.call(1002, Desk.ROOT, Desk.HACLIENT).signOn("1002");
    assertThat(desk.sent).extracting(each -> each.text("st") + " " + each.text("info"))
        .containsExactly("join signon", "leave signoff");
    assertThat(names(desk.sent.get(1))).containsExactly("t", "st", "from_id", "to_id", "src", "info", "client_gen");
    signedOn(1001, "tester");
  }

  @Test
  void whatNamesNoClientGoesToAllWithTheirFilterWhatIsAdministrationToNobody() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    Desk.Caller casual = desk.call(1002, Desk.ROOT, Desk.HACLIENT);
    casual.signOn("1002");
    casual.heard();
    desk.tell(new ClusterEvent.Delivered(desk.packet(Message.ofType("resource"), "beta"), "eth0", false));
    desk.tell(new ClusterEvent.Delivered(desk.packet(Message.ofType("setweight"), "beta"), "eth0", false));
    assertThat(tester.heard()).extracting(Message::type).containsExactly("resource");
    assertThat(casual.heard()).extracting(Message::type).containsExactly("resource");
  }

  @Test
  void nodesAndLinksAreToldAsTheyChangeOurselvesExcepted() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    desk.tell(new ClusterEvent.LinkStatus("beta", "eth0", false, "silent", null));
    desk.tell(new ClusterEvent.NodeStatus("beta", NodeType.NORMAL, "dead", "active", "silent", null));
    Message up = desk.packet(Message.ofType("status").with("st", "up").with("dt", "7d0").with("protocol", "1"), "beta");
    desk.tell(new ClusterEvent.StatusMessage(up));
    desk.tell(new ClusterEvent.StatusMessage(desk.packet(Message.ofType("status").with("st", "active"), "alpha")));
    List<Message> heard = tester.heard();
    assertThat(heard).extracting(each -> each.type() + " " + each.text("st"))
        .containsExactly("ifstat dead", "status dead", "status up");
    assertThat(names(heard.get(0))).containsExactly("t", "node", "ifname", "st");
    assertThat(names(heard.get(1))).containsExactly("t", "seq", "ts", "src", "st");
  }

  @Test
  void everybodyAnswersWhoAsksAllNodesForAClient() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    tester.say(Message.ofType("query-cstatus").with("cn", "tester").with("from_id", "tester"));
    assertThat(tester.heard()).extracting(each -> each.type() + " " + each.text("cs"))
        .containsExactly("respond-cstatus online");
  }

  @Test
  void theFinderOfCcmFindsOurs() throws Exception {
    Desk.Caller caller = desk.call(Desk.ROOT, Desk.HACLIENT);
    caller.signOn(Integer.toString(Desk.PID));
    caller.heard();
    caller.say(caller.request("clientstatus").with("node", "ALPHA").with("cn", "ccm"));
    assertThat(caller.heard().get(0).text("cs")).isEqualTo("online");
  }

  @Test
  void whileTheHeartPausesAClientIsNotReadAndNothingIsLostOrOvertaken() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    desk.heldUp = true;
    for (int i = 0; i < 100; i++) {
      tester.say(Message.ofType("hello").with("n", Integer.toString(i)));
    }
    assertThat(tester.channel.config().isAutoRead()).as("it blocks in its send").isFalse();
    desk.goOn();
    List<String> numbers = new ArrayList<>();
    tester.heard().forEach(each -> numbers.add(each.text("n")));
    assertThat(numbers).hasSize(100).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    assertThat(tester.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void typedFieldsAndBigMessagesComeBackReadable() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    Message inner = Message.ofType("inner").with("a", "1");
    Message typed = Message.ofType("hello")
        .with(Field.binary("b", Bytes.ofHex("00ff0a")))
        .with(new Field("l", new Value.TextList(List.of("x", "y z"))))
        .with(new Field("s", new Value.Struct(inner)));
    tester.frame(org.linuxha.heartbeat.message.NetstringCodec.encode(typed));
    byte[] body = tester.bodies().get(0);
    assertThat(new String(body, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1)).isEqualTo("###\n");
    Message echo = BodyCodec.decode(body);
    assertThat(echo.has("auth")).as("netstring: the signature is outside").isFalse();
    assertThat(echo.fields()).containsAll(typed.fields());

    Message big = Message.ofType("hello").with("text", "0123456789".repeat(30_000));
    tester.frame(org.linuxha.heartbeat.message.NetstringCodec.encode(
        org.linuxha.heartbeat.message.Compressor.compressWhole(big, "bz2")));
    assertThat(tester.heard().get(0).text("text")).isEqualTo(big.text("text"));
  }

  @Test
  void aSignalIsSentForEveryFrameFromTheReplyOn() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    desk.rung.clear();
    tester.say(tester.request("setsignal").with("signal", "10"));
    tester.say(tester.request("numnodes"));
    assertThat(desk.rung).hasSize(2).allMatch(session -> session.signal() == 10);
  }

  @Test
  void onlyRootMaySeeMoreThanNormalTraffic() throws Exception {
    Desk.Caller tester = signedOn(1001, "tester");
    tester.say(tester.request("setfilter").with("fmask", "f"));
    assertThat(tester.heard().get(0).text("info")).isEqualTo("EPERM");
  }

  @Test
  void rootSeesWhatIsNoNormalTrafficAndOnlyThenTheLinksAreListenedTo() throws Exception {
    Desk.Caller root = desk.call(1003, Desk.ROOT, Desk.HACLIENT);
    root.signOn("1003");
    assertThat(desk.tapped).isFalse();
    root.say(root.request("setfilter").with("fmask", "3f"));
    assertThat(desk.tapped).isTrue();
    Desk.Caller tester = signedOn(1001, "tester");
    root.heard();
    Message heartbeat = desk.packet(Message.ofType("status").with("st", "active"), "beta");
    desk.tap().received(heartbeat);
    desk.tap().received(heartbeat);
    desk.tap().received(desk.packet(Message.ofType("status").with("st", "up"), "beta"));
    desk.tap().received(desk.packet(Message.ofType("NS_rexmit"), "beta"));
    desk.tap().received(desk.packet(Message.ofType("x").with("dest", "beta"), "beta"));
    desk.tap().sent(desk.packet(Message.ofType("status").with("st", "active"), "alpha"));
    tester.say(tester.request("numnodes"));
    assertThat(root.heard()).extracting(Message::type).as("news of a status come as an event instead")
        .containsExactly("status", "status", "NS_rexmit", "x", "status", "hbapi-req");
    assertThat(tester.heard()).extracting(Message::type).containsExactly("hbapi-resp");
    root.say(root.request("signoff"));
    assertThat(desk.tapped).isFalse();
  }
}
