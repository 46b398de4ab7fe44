package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** wire.md 14: bad packets at a high rate are dropped and counted, and the cluster stays up. */
@Interop({"north", "south", "attacker"})
class BadPacketsIT {

  private static final int PER_SECOND = 2_000;
  private static final int SECONDS = 8;
  private static final int LOG_LINES = 200;

  @Test
  void twoThousandASecondAreCountedByReasonAndNobodyDies(Hosts hosts) throws Exception {
    assumeThat(Kind.STAND_IN).as("C counts nothing, and dies of one of them").isFalse();
    MixedCluster cluster = new MixedCluster(hosts, hosts.all().subList(0, 2), Setup.plain());
    cluster.install("north", C);
    OurDaemon ours = (OurDaemon) cluster.install("south", OURS);
    cluster.startAll().awaitAllActive();
    long linesBefore = hosts.get("south").log().lines().count();

    Process flood = flood(hosts);
    while (flood.isAlive()) {
      assertThat(ours.statusOf("north")).isEqualTo("active");
      assertThat(cluster.daemon("north").statusOf("south")).isEqualTo("active");
      assertThat(ours.statusOf("south")).isEqualTo("active");
    }
    int sent = Integer.parseInt(floodOutput(hosts).strip());
    assertThat(sent).isGreaterThan(PER_SECOND * SECONDS / 2);

    hosts.await("every reason counted", Duration.ofSeconds(10),
        () -> rejected(ours).keySet().containsAll(reasons()));
    Map<String, Long> counted = rejected(ours);
    long dropped = counted.values().stream().mapToLong(Long::longValue).sum();
    assertThat(dropped).as("dropped of " + sent + " sent: " + counted).isBetween(sent / 2L, (long) sent);
    assertThat(hosts.get("south").log().lines().count() - linesBefore)
        .as("log lines during the flood").isLessThan(LOG_LINES);
    assertThat(hosts.get("south").log()).doesNotContain(Setup.SECRET);
    cluster.assertNoComplaints();
  }

  private static Process flood(Hosts hosts) {
    Host attacker = hosts.get("attacker");
    return attacker.namespace().start(out(hosts),
        List.of(Flood.command(hosts.get("south").address(0), Setup.SECRET, "north", PER_SECOND, SECONDS)));
  }

  private static Path out(Hosts hosts) {
    return hosts.home().resolve("flood.out");
  }

  private static String floodOutput(Hosts hosts) {
    return Command.text(out(hosts));
  }

  private static List<String> reasons() {
    return Stream.of(Forger.Lie.values()).map(Forger.Lie::reason).distinct().toList();
  }

  /** Packets dropped by reason, over all links. */
  private static Map<String, Long> rejected(OurDaemon ours) {
    JsonArray links = new JsonArray(ours.get("/api/v1/links"));
    return links.stream()
        .map(link -> ((JsonObject) link).getJsonObject("rejected"))
        .flatMap(r -> r.getMap().entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey,
            e -> ((Number) e.getValue()).longValue(), Long::sum));
  }
}
