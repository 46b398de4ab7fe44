package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Three of our nodes on serial lines alone: what C Heartbeat cannot do (wire.md 8.5). */
@Interop({"north", "south", "east"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class SerialChainIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MESSAGES = 10;

  private static MixedCluster cluster(Hosts hosts, List<List<String>> lines) {
    Setup setup = Setup.plain().with("keepalive 1").with("warntime 3").with("deadtime 5").with("initdead 15")
        .with("apiauth " + Chatter.SERVICE + " uid=root");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, OURS, OURS));
    for (int i = 0; i < lines.size(); i++) {
      String[] media = java.util.stream.Stream.concat(
          java.util.stream.Stream.of("baud 38400"), lines.get(i).stream().map(device -> "serial " + device)).toArray(String[]::new);
      setup.withMedia(media).writeTo(hosts.all().get(i), hosts.all());
    }
    return cluster.startAll().awaitAllActive();
  }

  private static void exchange(MixedCluster cluster, String from, String to) throws Exception {
    try (Chatter one = Chatter.on(cluster.daemon(from)); Chatter other = Chatter.on(cluster.daemon(to))) {
      for (int number = 1; number <= MESSAGES; number++) {
        one.send(number);
        other.send(number);
      }
      cluster.hosts().await("all messages came over", LIMIT,
          () -> one.from(to).size() >= MESSAGES && other.from(from).size() >= MESSAGES);
      List<Integer> all = IntStream.rangeClosed(1, MESSAGES).boxed().toList();
      assertThat(one.from(to)).isEqualTo(all);
      assertThat(other.from(from)).isEqualTo(all);
    }
  }

  private static void assertNobodyDied(Hosts hosts) {
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead"));
  }

  @Test
  void theEndsOfAChainHearEachOther(Hosts hosts) throws Exception {
    try (SerialCable one = SerialCable.open(hosts, 1); SerialCable two = SerialCable.open(hosts, 2)) {
      MixedCluster cluster = cluster(hosts,
          List.of(List.of(one.device(0)), List.of(one.device(1), two.device(0)), List.of(two.device(1))));
      exchange(cluster, "north", "east");
      cluster.awaitLink(cluster.daemon("north"), "east", one.device(0), "up");
      assertNobodyDied(hosts);
    }
  }

  @Test
  void aRingMayBreakAnywhereOnce(Hosts hosts) throws Exception {
    try (SerialCable one = SerialCable.open(hosts, 1); SerialCable two = SerialCable.open(hosts, 2);
        SerialCable three = SerialCable.open(hosts, 3)) {
      MixedCluster cluster = cluster(hosts, List.of(List.of(one.device(0), three.device(1)),
          List.of(one.device(1), two.device(0)), List.of(two.device(1), three.device(0))));
      exchange(cluster, "north", "east");
      three.cut(true);
      cluster.stays("east", "active", Duration.ofSeconds(8));
      exchange(cluster, "north", "east");
      assertNobodyDied(hosts);
    }
  }
}
