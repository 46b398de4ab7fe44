package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.linuxha.heartbeat.message.Message;

/** wire.md 3: large messages between a C node and ours, both ways, with both algorithms. */
@Interop
class CompressionIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int ABOVE_THE_THRESHOLD = 3_000;
  private static final int LARGE = 40_000;
  private static final int ABOVE_A_DATAGRAM = 100_000;
  private static final int LARGEST = 240_000;

  /** One configuration of both nodes. */
  private record Case(String algorithm, boolean traditional) {
    List<String> lines() {
      return List.of("compression " + algorithm, "compression_threshold 1",
          "traditional_compression " + (traditional ? "on" : "off"));
    }
  }

  private static final List<Case> CASES = Stream.of("zlib", "bz2")
      .flatMap(algorithm -> Stream.of(new Case(algorithm, true), new Case(algorithm, false))).toList();

  @TestFactory
  Stream<DynamicTest> largeMessagesArriveBothWays(Hosts hosts) {
    return Matrix.of(CASES.subList(2, 3), CASES, 0)
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> bothWays(hosts, each)));
  }

  private static void bothWays(Hosts hosts, Case each) throws Exception {
    MixedCluster cluster = start(hosts, each);
    // only with traditional compression the C daemon can send more than a datagram
    List<Integer> sizes = List.of(ABOVE_THE_THRESHOLD, LARGE);
    List<Integer> fromC =
        each.traditional() ? List.of(ABOVE_THE_THRESHOLD, LARGE, ABOVE_A_DATAGRAM, LARGEST) : sizes;
    try (CChatter theirs = new CChatter(hosts.get("north"))) {
      try (Chatter ours = Chatter.on(cluster.daemon("south"))) {
        send(theirs, fromC);
        send(ours, sizes);
        hosts.await("from C came " + fromC, LIMIT, () -> ours.from("north").size() >= fromC.size(),
            () -> "came " + ours.from("north") + "; C client: " + theirs);
        hosts.await("from ours came " + sizes, LIMIT, () -> theirs.from("south").size() >= sizes.size(),
            () -> "came " + theirs.from("south") + "; C client: " + theirs);
        assertThat(ours.from("north")).isEqualTo(fromC);
        assertThat(theirs.from("south")).containsExactlyInAnyOrderElementsOf(sizes);
      }
    }
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead").doesNotContain("lost a lot"));
  }

  private static MixedCluster start(Hosts hosts, Case each) {
    Setup setup = Setup.plain().with("apiauth " + Chatter.SERVICE + " uid=root");
    for (String line : each.lines()) {
      setup = setup.with(line);
    }
    hosts.all().forEach(Host::killEverything);
    return new MixedCluster(hosts, setup).installAll(List.of(C, OURS)).startAll().awaitAllActive();
  }

  private static void send(Chatter chatter, List<Integer> sizes) throws Exception {
    for (int size : sizes) {
      chatter.pad(size);
      chatter.send(size);
    }
  }

  /** C would try to send it as it is, fail, and be asked for it for ever: from our node it goes compressed. */
  @TestFactory
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  Stream<DynamicTest> whatIsLongerThanADatagramLeavesOurNodeCompressed(Hosts hosts) {
    return CASES.stream().map(each -> DynamicTest.dynamicTest(each.toString(), () -> fromOurs(hosts, each)));
  }

  private static void fromOurs(Hosts hosts, Case each) throws Exception {
    MixedCluster cluster = start(hosts, each);
    List<Integer> sizes = List.of(ABOVE_A_DATAGRAM, LARGEST);
    try (Chatter theirs = Chatter.on(cluster.daemon("north")); CChatter ours = new CChatter(hosts.get("south"))) {
      send(ours, sizes);
      hosts.await("from ours came " + sizes, LIMIT, () -> theirs.from("south").equals(sizes),
          () -> "came " + theirs.from("south") + "; C client: " + ours);
    }
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead").doesNotContain("lost a lot"));
  }

  /** Noise does not shrink: neither the API nor a C client gets it through, and what comes next is not held up by it. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void whatCannotBeSentIsRefusedToItsSenderWithTheLimit(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "C takes it, and its peers ask for it for ever");
    Setup setup = Setup.plain().with("apiauth " + Chatter.SERVICE + " uid=root").with("traditional_compression on");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    Host south = hosts.get("south");
    south.sh("head -c 90000 /dev/urandom | od -An -v -tx1 | tr -d ' \\n' | sed 's/.*/{\"service\":\"" + Chatter.SERVICE
        + "\",\"type\":\"chat\",\"fields\":{\"n\":\"1\",\"pad\":\"&\"}}/' > /run/noise.json").orFail();
    String answer = south.sh("curl -s -w ' %{http_code}' --unix-socket /run/heartbeat/api.sock http://hb/api/v1/messages"
        + " -d @/run/noise.json").orFail().out();
    assertThat(answer).contains("HB765", "a message at most 60000").endsWith(" 413");
    try (Chatter theirs = Chatter.on(cluster.daemon("north")); CChatter ours = new CChatter(south)) {
      Random random = new Random(765);
      StringBuilder noise = new StringBuilder();
      random.ints(170_000, 'a', 'z' + 1).forEach(letter -> noise.append((char) (random.nextBoolean() ? letter : letter - 32)));
      ours.send(Message.ofType(Chatter.TYPE).with("n", "1").with("pad", noise.toString()));
      ours.send(2);
      hosts.await("the next came", LIMIT, () -> theirs.from("south").equals(List.of(2)), () -> theirs.from("south") + " " + ours);
      hosts.await("it is said with the limit", LIMIT, () -> south.log().contains("65507"));
    }
    assertThat(hosts.get("north").log()).doesNotContain("lost packet");
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead"));
  }
}
