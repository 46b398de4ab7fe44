package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** wire.md 9.1: nodes of both kinds find each other, whoever starts first. */
@Interop
class JoinIT {

  record Case(List<Kind> kinds, Order order) {}

  static Stream<Case> pairs() {
    List<Case> everything = cases(2);
    List<Case> core =
        List.of(new Case(List.of(C, OURS), Order.C_FIRST),
            new Case(List.of(OURS, C), Order.OURS_FIRST));
    return Matrix.of(core, everything, 1);
  }

  static Stream<Case> threes() {
    List<Case> core =
        List.of(
            new Case(List.of(OURS, C, C), Order.C_FIRST),
            new Case(List.of(C, OURS, OURS), Order.OURS_FIRST),
            new Case(List.of(OURS, OURS, OURS), Order.AT_ONCE));
    return Matrix.of(core, cases(3), 2);
  }

  /** Every assignment of kinds with at least one of ours, in every order. */
  private static List<Case> cases(int nodes) {
    List<Case> cases = new ArrayList<>();
    for (int bits = 1; bits < 1 << nodes; bits++) {
      List<Kind> kinds = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        kinds.add((bits >> i & 1) == 1 ? OURS : C);
      }
      for (Order order : Order.values()) {
        cases.add(new Case(kinds, order));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoNodesAreActiveInEachOthersEyes(Case c, Hosts hosts) throws Exception {
    joins(c, hosts);
    toolsAgree(c, hosts);
  }

  /** A C program that asks our node hears what it hears from a C node, and so does our own tool. */
  private static void toolsAgree(Case c, Hosts hosts) {
    String north = hosts.get("north").sh("cl_status listnodes -v; cl_status hblinkstatus south eth0").out();
    String south = hosts.get("south").sh("cl_status listnodes -v; cl_status hblinkstatus north eth0").out();
    assertThat(north).isEqualTo(south).contains("north\tactive\t(nodetype: normal)");
    Host ours = hosts.all().get(c.kinds().indexOf(OURS));
    assertThat(Tools.differences(ours, List.of("listnodes -v", "nodestatus nosuch"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("threes")
  @Interop({"north", "south", "west"})
  void threeNodesAreActiveInEachOthersEyes(Case c, Hosts hosts) throws Exception {
    joins(c, hosts);
  }

  private static void joins(Case c, Hosts hosts) throws Exception {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(c.kinds());
    c.order().start(cluster);
    cluster.awaitAllActive();
    for (Daemon daemon : cluster.all()) {
      cluster.stays(daemon.host().name(), "active", Duration.ofMillis(700));
    }
    cluster.assertNoComplaints();
  }
}
