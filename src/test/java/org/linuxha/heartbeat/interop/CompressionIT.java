package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** wire.md 3: large messages between a C node and ours, both ways, with both algorithms. */
@Interop
class CompressionIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int ABOVE_THE_THRESHOLD = 3_000;
  private static final int LARGE = 40_000;
  /** One configuration of both nodes. */
  private record Case(String algorithm, boolean traditional) {
    List<String> lines() {
      return List.of("compression " + algorithm, "compression_threshold 1",
          "traditional_compression " + (traditional ? "on" : "off"));
    }
  }

  @TestFactory
  Stream<DynamicTest> largeMessagesArriveBothWays(Hosts hosts) {
    List<Case> all = Stream.of("zlib", "bz2")
        .flatMap(algorithm -> Stream.of(new Case(algorithm, true), new Case(algorithm, false))).toList();
    return Matrix.of(all.subList(2, 3), all, 0)
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> bothWays(hosts, each)));
  }

  private static void bothWays(Hosts hosts, Case each) throws Exception {
    Setup setup = Setup.plain().with("apiauth " + Chatter.SERVICE + " uid=root");
    for (String line : each.lines()) {
      setup = setup.with(line);
    }
    hosts.all().forEach(Host::killEverything);
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    List<Integer> sizes = List.of(ABOVE_THE_THRESHOLD, LARGE);
    try (Chatter theirs = Chatter.on(cluster.daemon("north")); Chatter ours = Chatter.on(cluster.daemon("south"))) {
      for (int size : sizes) {
        theirs.pad(size);
        theirs.send(size);
      }
      for (int size : sizes) {
        ours.pad(size);
        ours.send(size);
      }
      hosts.await("from C came " + sizes, LIMIT, () -> ours.from("north").size() >= sizes.size());
      hosts.await("from ours came " + sizes, LIMIT, () -> theirs.from("south").size() >= sizes.size());
      assertThat(ours.from("north")).isEqualTo(sizes);
      assertThat(theirs.from("south")).containsExactlyInAnyOrderElementsOf(sizes);
    }
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead").doesNotContain("lost a lot"));
  }

  /** C would try to send it as it is, fail, and be asked for it for ever: from our node it goes compressed. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void whatIsLongerThanADatagramLeavesOurNodeCompressed(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().with("apiauth " + Chatter.SERVICE + " uid=root");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS)).startAll().awaitAllActive();
    try (Chatter theirs = Chatter.on(cluster.daemon("north")); CChatter ours = new CChatter(hosts.get("south"))) {
      ours.pad(100_000);
      ours.send(1);
      hosts.await("it came", LIMIT, () -> theirs.from("south").equals(List.of(1)));
    }
  }
}
