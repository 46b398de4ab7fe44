package org.linuxha.heartbeat.interop;

import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
}
