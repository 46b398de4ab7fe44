package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** wire.md 8 and 2: every UDP medium under every signature, in both directions. */
@Interop
class MediaIT {

  enum Medium {
    BCAST, UCAST, MCAST, UCAST6, MCAST6;

    Setup in(Setup setup, Hosts hosts) {
      return switch (this) {
        case BCAST -> setup.withMedia("bcast eth0");
        case UCAST -> setup.withMedia(Setup.ucastToAll("ucast", 0, hosts.all()));
        case UCAST6 -> setup.withMedia(Setup.ucastToAll("ucast6", 0, hosts.all()));
        case MCAST -> setup.withMedia("mcast eth0 239.0.0.43 694 1 0");
        case MCAST6 -> setup.withMedia("mcast6 eth0 ff15::694 694 1 0");
      };
    }
  }

  enum Signature {
    CRC(Setup.CRC), MD5(Setup.MD5), SHA1(Setup.SHA1);

    private final String authkeys;

    Signature(String authkeys) {
      this.authkeys = authkeys;
    }
  }

  record Case(Medium medium, Signature signature, Kind first, Kind second) {}

  static Stream<Case> cases() {
    List<Case> everything = new ArrayList<>();
    for (Medium medium : Medium.values()) {
      for (Signature signature : Signature.values()) {
        everything.add(new Case(medium, signature, OURS, C));
        everything.add(new Case(medium, signature, OURS, OURS));
      }
    }
    List<Case> core =
        List.of(
            new Case(Medium.BCAST, Signature.CRC, OURS, C),
            new Case(Medium.UCAST, Signature.MD5, OURS, C),
            new Case(Medium.MCAST, Signature.SHA1, OURS, C),
            new Case(Medium.UCAST6, Signature.SHA1, OURS, C),
            new Case(Medium.MCAST6, Signature.SHA1, OURS, C));
    return Matrix.of(core, everything, 3);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void carriesBothWays(Case c, Hosts hosts) {
    Setup setup = c.medium().in(Setup.plain().withAuthkeys(c.signature().authkeys), hosts);
    MixedCluster cluster =
        new MixedCluster(hosts, setup).installAll(List.of(c.first(), c.second())).startAll();
    cluster.awaitAllActive();
    cluster.awaitLink(cluster.daemon("north"), "south", "eth0", "up");
    cluster.awaitLink(cluster.daemon("south"), "north", "eth0", "up");
    cluster.assertNoComplaints();
  }

  /** One configuration with everything at once: each link is seen for itself, and any one that is left carries the cluster. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void allMediaAtOnceInOneNodeEachWithItsOwnState(Hosts hosts) throws Exception {
    try (SerialCable cable = SerialCable.open(hosts, 1)) {
      Setup setup = Setup.plain().with("keepalive 500ms").with("warntime 2").with("deadtime 4").with("initdead 12")
          .with("ping_group exits 10.77.0.77 127.0.0.1").with("ping6 ::1");
      MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS));
      for (int i = 0; i < 2; i++) {
        String other = hosts.all().get(1 - i).address(0);
        setup.withMedia("bcast eth0", "ucast eth0 " + other, "mcast eth1 239.0.0.43 694 1 0",
            "ucast6 eth1 " + hosts.all().get(1 - i).address6(1), "baud 19200", "serial " + cable.device(i))
            .writeTo(hosts.all().get(i), hosts.all());
      }
      cluster.startAll().awaitAllActive();
      awaitLinks(cluster, cable, "up", "up", "up");
      for (String ping : List.of("exits", "::1")) {
        cluster.all().forEach(daemon -> cluster.awaitStatus(daemon, ping, "ping", MixedCluster.DEATH_LIMIT));
      }
      hosts.setCable(hosts.get("north"), 0, false);
      awaitLinks(cluster, cable, "dead", "up", "up");
      cable.cut(true);
      awaitLinks(cluster, cable, "dead", "up", "dead");
      hosts.setCable(hosts.get("north"), 0, true);
      hosts.setCable(hosts.get("north"), 1, false);
      awaitLinks(cluster, cable, "up", "dead", "dead");
      hosts.setCable(hosts.get("north"), 1, true);
      cable.cut(false);
      awaitLinks(cluster, cable, "up", "up", "up");
      hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("node north: is dead", "node south: is dead"));
      if (!Kind.STAND_IN) {
        String matrix = hosts.get("south").exec(OurDaemon.home().resolve("bin/hb").toString(), "links", "--matrix").out();
        assertThat(matrix).contains("eth0", "eth1", cable.device(1), "exits", "::1", "north");
        assertThat(matrix.lines().count()).as("one screen").isLessThan(24);
      }
    }
  }

  private static void awaitLinks(MixedCluster cluster, SerialCable cable, String eth0, String eth1, String serial) {
    List<Daemon> daemons = List.of(cluster.daemon("north"), cluster.daemon("south"));
    for (int i = 0; i < 2; i++) {
      String peer = daemons.get(1 - i).host().name();
      cluster.awaitLink(daemons.get(i), peer, "eth0", eth0);
      cluster.awaitLink(daemons.get(i), peer, "eth1", eth1);
      cluster.awaitLink(daemons.get(i), peer, cable.device(i), serial);
    }
  }
}
