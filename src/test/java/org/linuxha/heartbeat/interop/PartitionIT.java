package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** wire.md 6.2, 9.5, 9.6: cuts that heal, and restarts of either kind. */
@Interop
class PartitionIT {

  private static MixedCluster started(Hosts hosts, Setup setup, Kind north, Kind south) {
    return new MixedCluster(hosts, setup).installAll(List.of(north, south)).startAll().awaitAllActive();
  }

  private static void cutAll(Hosts hosts) {
    hosts.get("north").faults().deafTo(hosts.get("south"));
    hosts.get("south").faults().deafTo(hosts.get("north"));
  }

  private static void healAll(Hosts hosts) {
    hosts.all().forEach(host -> host.faults().heal());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void withoutResourcesBothSidesReturnAndNobodyRestarts(Kind south, Hosts hosts) {
    MixedCluster cluster = started(hosts, Setup.plain().withMedia("bcast eth0 eth1"), OURS, south);
    List<String> before = cluster.daemon("north").processes();
    cutAll(hosts);
    cluster.awaitDead(cluster.daemon("north"), "south");
    cluster.awaitDead(cluster.daemon("south"), "north");
    healAll(hosts);
    cluster.awaitAllActive();
    assertThat(cluster.daemon("north").processes()).isEqualTo(before);
    assertThat(hosts.get("north").log()).contains("Cluster node south returning after partition.");
    assertThat(hosts.get("south").log()).contains("Cluster node north returning after partition.");
  }

  @Test
  void withHaresourcesTheCPeerRestartsItselfAndOursDoesNot(Hosts hosts) {
    MixedCluster cluster = started(hosts, Setup.plain().withResources("").with("auto_failback off"), OURS, C);
    List<String> before = cluster.daemon("north").processes();
    cutAll(hosts);
    cluster.awaitDead(cluster.daemon("north"), "south");
    cluster.awaitDead(cluster.daemon("south"), "north");
    healAll(hosts);
    hosts.await("the C daemon has restarted itself", Duration.ofSeconds(60),
        () -> hosts.get("north").log().contains("Heartbeat restart on node south"));
    cluster.awaitAllActive();
    assertThat(cluster.daemon("north").processes()).isEqualTo(before);
    cluster.daemon("south").stop();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRestartInsideDeadtimeIsSeenByItsGenerationAndNobodyIsDead(Kind witness, Hosts hosts) {
    MixedCluster cluster = started(hosts, Setup.plain().with("deadtime 20").with("initdead 20"), OURS, witness);
    cluster.daemon("north").kill9();
    cluster.daemon("north").start();
    hosts.await("south noticed the restart", Duration.ofSeconds(30),
        () -> hosts.get("south").log().contains("Heartbeat restart on node north"));
    cluster.awaitAllActive();
    assertThat(hosts.get("south").log()).doesNotContain("node north: is dead");
  }

  @Test
  void withoutStateFilesWeComeBackWithAHigherGenerationAndANewUuid(Hosts hosts) {
    MixedCluster cluster = started(hosts, Setup.plain(), OURS, C);
    cluster.daemon("north").stop();
    cluster.awaitDead(cluster.daemon("south"), "north");
    hosts.get("north").sh("rm -f /var/lib/heartbeat/hb_uuid /var/lib/heartbeat/hb_generation").orFail();
    cluster.daemon("north").start();
    cluster.awaitAllActive();
    assertThat(hosts.get("south").log()).contains("changed its uuid").doesNotContain("attempted replay attack");
  }

  @Test
  void aGenerationByTimeSurvivesRestartsToo(Hosts hosts) {
    MixedCluster cluster = started(hosts, Setup.plain().with("hbgenmethod time"), OURS, C);
    cluster.daemon("north").kill9();
    cluster.awaitDead(cluster.daemon("south"), "north");
    cluster.daemon("north").start();
    cluster.awaitAllActive();
    assertThat(hosts.get("south").log()).doesNotContain("attempted replay attack");
  }

  @Test
  void redundantLinksCutAndHealedInTurnKillNobody(Hosts hosts) throws Exception {
    MixedCluster cluster = started(hosts, Setup.plain().withMedia("bcast eth0 eth1"), OURS, C);
    for (int link = 0; link < 2; link++) {
      hosts.get("south").setLink(link, false);
      cluster.awaitLink(cluster.daemon("north"), "south", "eth" + link, "dead");
      cluster.awaitLink(cluster.daemon("south"), "north", "eth" + link, "dead");
      hosts.get("south").setLink(link, true);
      cluster.awaitLink(cluster.daemon("north"), "south", "eth" + link, "up");
      cluster.awaitLink(cluster.daemon("south"), "north", "eth" + link, "up");
    }
    cluster.stays("south", "active", Duration.ofSeconds(1));
    assertThat(hosts.get("north").log()).doesNotContain("node south: is dead");
    assertThat(hosts.get("south").log()).doesNotContain("node north: is dead");
  }

  enum Fault {
    NONE, LOSS, CUT, FROZEN_PEER
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void oursStopsInOrderInBoundedTimeUnderEachFault(Fault fault, Hosts hosts) {
    MixedCluster cluster = started(hosts, Setup.plain().withResources("").with("auto_failback off"), OURS, C);
    switch (fault) {
      case LOSS -> hosts.all().forEach(host -> host.faults().losing(20));
      case CUT -> cutAll(hosts);
      case FROZEN_PEER -> cluster.daemon("south").freeze();
      default -> { }
    }
    long start = System.nanoTime();
    cluster.daemon("north").stop();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(hosts.get("north").log()).contains("north Heartbeat shutdown complete.");
  }
}
