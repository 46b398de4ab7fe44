package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fixture itself, with C daemons alone: what it reports of them is what they do. */
@Interop
class CFixtureIT {

  private static MixedCluster twoCNodes(Hosts hosts, Setup setup) {
    return new MixedCluster(hosts, setup)
        .installAll(List.of(Kind.C, Kind.C))
        .startAll()
        .awaitAllActive();
  }

  @Test
  void twoFindEachOtherAndOneKilledIsSeenDead(Hosts hosts) {
    MixedCluster cluster = twoCNodes(hosts, Setup.plain());
    cluster.daemon("south").kill9();
    assertThat(cluster.daemon("north").statusOf("south")).isEqualTo("active");
    cluster.awaitDead(cluster.daemon("north"), "south");
    assertThat(cluster.daemon("south").running()).isFalse();
  }

  @Test
  void oneOfTwoLinksCutIsSeenAndNobodyDies(Hosts hosts) throws Exception {
    MixedCluster cluster = twoCNodes(hosts, Setup.plain().withMedia("bcast eth0 eth1"));
    Daemon north = cluster.daemon("north");
    cluster.awaitLink(north, "south", "eth1", "up");
    hosts.setCable(hosts.get("south"), 1, false);
    cluster.awaitLink(north, "south", "eth1", "dead");
    assertThat(north.linkOf("south", "eth0")).isEqualTo("up");
    hosts.setCable(hosts.get("south"), 1, true);
    cluster.awaitLink(north, "south", "eth1", "up");
    cluster.stays("south", "active", Duration.ofSeconds(1));
  }

  @Test
  void oneWayDeafnessKillsInOneDirectionOnly(Hosts hosts) throws Exception {
    MixedCluster cluster = twoCNodes(hosts, Setup.plain());
    hosts.get("north").faults().deafTo(hosts.get("south"));
    cluster.awaitDead(cluster.daemon("north"), "south");
    assertThat(cluster.daemon("south").statusOf("north")).isEqualTo("active");
    hosts.get("north").faults().heal();
    cluster.awaitStatus(cluster.daemon("north"), "south", "active", MixedCluster.FORM_LIMIT);
  }

  @Test
  void frozenIsDeadAndBackAfterwards(Hosts hosts) {
    MixedCluster cluster = twoCNodes(hosts, Setup.plain());
    Daemon north = cluster.daemon("north");
    Daemon south = cluster.daemon("south");
    south.freeze();
    cluster.awaitDead(north, "south");
    south.thaw();
    cluster.awaitStatus(north, "south", "active", MixedCluster.FORM_LIMIT);
  }

  @Test
  void stoppedInOrderIsGoneWithAllItsProcesses(Hosts hosts) {
    MixedCluster cluster = twoCNodes(hosts, Setup.plain());
    cluster.daemon("south").stop();
    assertThat(cluster.daemon("south").running()).isFalse();
    cluster.awaitDead(cluster.daemon("north"), "south");
  }

  @Test
  void lossIsLossAndTheCaptureHoldsTheTraffic(Hosts hosts) {
    Capture capture = hosts.capture(0);
    MixedCluster cluster = twoCNodes(hosts, Setup.plain());
    hosts.get("north").faults().losing(30);
    hosts.await("the C daemon counts lost packets", Duration.ofSeconds(30),
        () -> hosts.get("north").log().contains("lost packet(s) for [south]"));
    hosts.await("the capture holds statuses and a request for what was lost",
        Duration.ofSeconds(30), () -> capture.text().contains("(0)t=status")
            && capture.text().contains("(0)t=NS_rexmit"));
  }
}
