package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Chains and rings of serial lines carry a cluster of our own kind; nothing is passed on without need or end. */
class RelayTest {
  private static final String ONE = "/dev/ttyS0";
  private static final String TWO = "/dev/ttyS1";
  private static final List<Medium> LINES = List.of(new Medium.Serial(ONE, 19_200), new Medium.Serial(TWO, 19_200));
  private static final List<Medium> NETWORK_AND_LINES =
      List.of(new Medium.Bcast("eth0", 694), new Medium.Serial(ONE, 19_200), new Medium.Serial(TWO, 19_200));

  private final TwoNodes world = new TwoNodes();

  private void start(List<Medium> media, String... names) {
    ClusterConfig config = TwoNodes.config(false, names).withMedia(media);
    for (String name : names) {
      world.add(name, 1, config);
    }
    world.nodes.values().forEach(TwoNodes.Node::start);
    world.runMillis(2_000);
  }

  /** Each to the next: line two of the one is line one of the other. */
  private void chain(String... names) {
    for (int i = 1; i < names.length; i++) {
      world.cable(names[i - 1], TWO, names[i], ONE);
    }
  }

  private void network(String... names) {
    for (int i = 0; i < names.length; i++) {
      for (int j = i + 1; j < names.length; j++) {
        world.cable(names[i], "eth0", names[j], "eth0");
      }
    }
  }

  private void cut(String node, String link) {
    world.cables.removeIf(cable -> cable.node().equals(node) && cable.link().equals(link)
        || cable.other().equals(node) && cable.otherLink().equals(link));
  }

  private void assertAllAreActiveAndNobodyDied() {
    for (TwoNodes.Node node : world.nodes.values()) {
      for (String other : world.nodes.keySet()) {
        assertThat(node.statusesOf(other)).as(other + " at " + node.name).endsWith("active").doesNotContain("dead");
      }
    }
  }

  private TwoNodes.Node node(String name) {
    return world.nodes.get(name);
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private void send(String from, int number) {
    node(from).heart.onSubmit(Message.ofType("test").with("n", Integer.toString(number)), world.now());
  }

  private List<String> received(String at) {
    return node(at).delivered("test").stream().map(message -> message.text("n")).toList();
  }

  @Test
  void aChainOfFiveCarriesEverybodysMessagesToEverybody() {
    String[] names = {"a", "b", "c", "d", "e"};
    chain(names);
    start(LINES, names);
    assertAllAreActiveAndNobodyDied();
    for (int i = 0; i < 20; i++) {
      send("a", i);
      world.runMillis(50);
    }
    for (String name : names) {
      assertThat(received(name)).as(name).isEqualTo(numbers(20));
    }
    assertThat(node("e").delivered("test").get(0).has(Relay.VIA)).as("clients see no trace of it").isFalse();
  }

  @Test
  void whatIsLostOnTheWayIsAskedForAndServedThroughTheChain() {
    chain("a", "b", "c");
    start(LINES, "a", "b", "c");
    SplittableRandom random = new SplittableRandom(9);
    world.lost = (from, message) -> random.nextInt(100) < 20;
    for (int i = 0; i < 100; i++) {
      send(i % 2 == 0 ? "a" : "c", i);
      world.runMillis(50);
    }
    world.lost = (from, message) -> false;
    world.runMillis(5_000);
    for (String name : List.of("a", "b", "c")) {
      assertThat(received(name)).as(name).containsExactlyInAnyOrderElementsOf(numbers(100));
    }
    assertAllAreActiveAndNobodyDied();
  }

  @Test
  void inARingNothingCirculatesAndAnyLineMayBreak() {
    chain("a", "b", "c");
    world.cable("c", TWO, "a", ONE);
    start(LINES, "a", "b", "c");
    long before = world.forwards;
    int sent = world.nodes.values().stream().mapToInt(node -> node.sent.size()).sum();
    world.runMillis(20_000);
    long messages = world.nodes.values().stream().mapToInt(node -> node.sent.size()).sum() - sent;
    assertThat(messages).isGreaterThan(500);
    assertThat(world.forwards - before).as("both neighbours pass on what is not theirs, once").isLessThanOrEqualTo(2 * messages);
    cut("c", TWO);
    world.runMillis(3_000);
    assertAllAreActiveAndNobodyDied();
  }

  @Test
  void everyNodeIsARelayOfARingOfEightAndEachMessageIsPassedOnOnceByEach() {
    String[] names = {"a", "b", "c", "d", "e", "f", "g", "h"};
    chain(names);
    world.cable("h", TWO, "a", ONE);
    start(LINES, names);
    long before = world.forwards;
    int sent = world.nodes.values().stream().mapToInt(node -> node.sent.size()).sum();
    world.runMillis(5_000);
    long messages = world.nodes.values().stream().mapToInt(node -> node.sent.size()).sum() - sent;
    assertThat(world.forwards - before).isBetween(5 * messages, 7 * messages);
    assertAllAreActiveAndNobodyDied();
  }

  @Test
  void besideANodeThatDoesNotKnowOfItNothingIsPassedOn() {
    chain("a", "b", "c");
    world.cLike.add("c");
    start(LINES, "a", "b", "c");
    long before = world.forwards;
    assertThat(before).as("until its first status is there").isLessThan(10);
    world.runMillis(3_000);
    assertThat(world.forwards).isEqualTo(before);
    assertThat(node("a").statusesOf("c")).as("as with C Heartbeat").endsWith("dead");
  }

  @Test
  void itEndsWhenSuchANodeComesAndBeginsAgainWhenItIsDead() {
    chain("a", "b", "c");
    start(LINES, "a", "b", "c");
    world.cLike.add("c");
    world.runMillis(150);
    long before = world.forwards;
    world.runMillis(400);
    assertThat(world.forwards).isEqualTo(before);
    world.cLike.remove("c");
    world.runMillis(3_000);
    assertThat(world.forwards).isGreaterThan(before);
    assertThat(node("a").statusesOf("c")).endsWith("active");
  }

  @Test
  void twoNodesPassNothingOn() {
    network("a", "b");
    chain("a", "b");
    start(NETWORK_AND_LINES, "a", "b");
    assertThat(world.forwards).isZero();
  }

  @Test
  void aLineReachesOverANetworkAndTheNetworkOverALine() {
    world.cable("a", TWO, "b", ONE);
    world.cable("b", "eth0", "c", "eth0");
    start(NETWORK_AND_LINES, "a", "b", "c");
    assertAllAreActiveAndNobodyDied();
    send("a", 0);
    send("c", 1);
    world.runMillis(100);
    assertThat(received("c")).containsExactlyInAnyOrder("0", "1");
    assertThat(received("a")).containsExactlyInAnyOrder("0", "1");
  }

  @Test
  void whoLosesTheNetworkLivesOnByItsLineAndItsNetworkLinkIsDead() {
    network("a", "b", "c");
    chain("a", "b");
    start(NETWORK_AND_LINES, "a", "b", "c");
    cut("a", "eth0");
    world.runMillis(5_000);
    assertAllAreActiveAndNobodyDied();
    ClusterEvent.LinkStatus last = node("c").told(ClusterEvent.LinkStatus.class).stream()
        .filter(link -> link.node().equals("a") && link.link().equals("eth0")).reduce((one, other) -> other).orElseThrow();
    assertThat(last.up()).as("what a relay sends says nothing of the cable of a").isFalse();
  }

  @Test
  void ttlAndTheListOfRelaysEndIt() {
    chain("a", "b", "c");
    start(LINES, "a", "b", "c");
    TwoNodes.Node b = node("b");
    Message own = node("a").sent.get(node("a").sent.size() - 1);
    long before = world.forwards;
    int high = 0x7000;
    for (Message ends : List.of(own.with(Fields.TTL, "1"), own.with(Relay.VIA, "c,b"), own.without(Fields.TTL))) {
      b.heart.onReceived(ONE, ends.with(Fields.SEQUENCE, Integer.toHexString(high++)), world.now());
    }
    assertThat(world.forwards).isEqualTo(before);
    b.heart.onReceived(ONE, own.with(Fields.TTL, "2").with(Fields.SEQUENCE, Integer.toHexString(high)), world.now());
    b.heart.onReceived(ONE, own.with(Fields.TTL, "2").with(Fields.SEQUENCE, Integer.toHexString(high)), world.now());
    assertThat(world.forwards).as("once").isEqualTo(before + 1);
  }
}
