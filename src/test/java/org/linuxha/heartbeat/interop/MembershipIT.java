package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ccm.md 8: memberships of both kinds of daemon, from the first view to a healed cut. After each step the
 * clients of C nodes and our API agree on members, births, instance, leader and quorum. The greatest name
 * leads first: place in the list of kinds decides who that is.
 */
@Interop
class MembershipIT {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final Setup SETUP =
      Setup.plain().with("debug 1").with("debugfile " + CcmClient.DEBUG_LOG);

  static Stream<List<Kind>> pairs() {
    return Matrix.of(List.of(List.of(C, OURS)), kinds(2), 0);
  }

  static Stream<List<Kind>> threes() {
    return Matrix.of(List.of(List.of(OURS, C, OURS)), kinds(3), 0);
  }

  /** Every assignment with at least one of ours. */
  static List<List<Kind>> kinds(int nodes) {
    List<List<Kind>> all = new ArrayList<>();
    for (int bits = 1; bits < 1 << nodes; bits++) {
      List<Kind> kinds = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        kinds.add((bits >> i & 1) == 1 ? OURS : C);
      }
      all.add(kinds);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void two(List<Kind> kinds, Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, SETUP).installAll(kinds).startAll();
    MemberView first = cluster.awaitAgreement(LIMIT, "north", "south");
    assertThat(first.leader()).isEqualTo("south");
    assertThat(first.quorum()).isTrue();
    lostAndBack(cluster, "north", "south");
    lostAndBack(cluster, "south", "north");
    cut(cluster, List.of("north"), List.of("south"));
    assertThat(cluster.awaitAgreement(LIMIT, "north").quorum()).as("twonodes: both halves").isTrue();
    assertThat(cluster.awaitAgreement(LIMIT, "south").quorum()).isTrue();
    heal(cluster, "north", "south");
  }

  @ParameterizedTest
  @MethodSource("threes")
  @Interop({"north", "south", "west"})
  void three(List<Kind> kinds, Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, SETUP).installAll(kinds).startAll();
    MemberView first = cluster.awaitAgreement(LIMIT, "north", "south", "west");
    assertThat(first.leader()).isEqualTo("west");
    lostAndBack(cluster, "north", "south", "west");
    MemberView withoutLeader = lostAndBack(cluster, "west", "north", "south");
    assertThat(withoutLeader.quorum()).isTrue();

    cluster.daemon("south").stop();
    cluster.awaitAgreement(LIMIT, "north", "west");
    cluster.daemon("south").start();
    cluster.awaitAgreement(LIMIT, "north", "south", "west");

    cluster.assertNoComplaints();
    cut(cluster, List.of("north"), List.of("south", "west"));
    assertThat(cluster.awaitAgreement(LIMIT, "north").quorum()).isFalse();
    assertThat(cluster.awaitAgreement(LIMIT, "south", "west").quorum()).isTrue();
    heal(cluster, "north", "south", "west");
    assertNoCcmComplaints(cluster);
  }

  /** What it is told before it asks who leads, a starting ccm of C spends a second on each (ccm.md 6.2). */
  @Test
  @Interop({"north", "south", "west"})
  void aStartingCNodeIsToldOfNoStatusThatItCouldHaveHeardBefore(Hosts hosts) {
    // so rare that hardly one comes by chance while the C node opens its links
    Setup rareStatuses = SETUP.with("keepalive 1").with("deadtime 3");
    MixedCluster cluster = new MixedCluster(hosts, rareStatuses).installAll(List.of(OURS, OURS, C)).startAll();
    cluster.awaitAgreement(LIMIT, "north", "south", "west");
    lostAndBack(cluster, "west", "north", "south");
    String debug = Command.text(hosts.get("west").home().resolve("log/ha-debug"));
    String lastLife = debug.substring(debug.lastIndexOf("Signing in with Heartbeat"));
    int asks = lastLife.indexOf("send msg CCM_TYPE_PROTOVERSION");
    assertThat(asks).isPositive();
    assertThat(lastLife.substring(0, asks)).contains("recv msg hbapi-clstat from west").doesNotContain("recv msg status");
  }

  /** A C node whose ccm does not run: it must not mind ours, and we make up no view without it. */
  @Test
  void withPeersThatRunNoCcmTheMembershipIsUnknown(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().withoutCcm().withResources("").with("auto_failback off");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, C)).startAll().awaitAllActive();
    OurDaemon ours = (OurDaemon) cluster.daemon("north");
    String unknown = "no membership service answers on south";
    awaitUnknown(cluster, ours, unknown);
    Await.throughout("unknown", Duration.ofSeconds(3), () -> isUnknown(ours, unknown), ours::toString);
    assertThat(ours.host().log()).doesNotContain("ccm: instance");
    cluster.assertNoComplaints();

    cluster.daemon("south").kill9();
    assertThat(cluster.awaitAgreement(LIMIT, "north").quorum()).as("alone among the living").isTrue();
    cluster.daemon("south").start();
    awaitUnknown(cluster, ours, unknown);
    cluster.daemon("south").stop();
    cluster.awaitAgreement(LIMIT, "north");
  }

  private static void awaitUnknown(MixedCluster cluster, OurDaemon ours, String reason) {
    cluster.hosts().await("the membership is unknown because " + reason, LIMIT, () -> isUnknown(ours, reason));
  }

  private static boolean isUnknown(OurDaemon ours, String reason) {
    JsonObject answer = new JsonObject(ours.get("/api/v1/membership"));
    return answer.getString("state").equals("unknown") && answer.getString("reason").equals(reason)
        && !answer.getBoolean("quorum");
  }

  /** After a cut heartbeat itself has to complain; ccm has not. */
  private static void assertNoCcmComplaints(MixedCluster cluster) {
    for (Daemon daemon : cluster.all()) {
      assertThat(daemon.host().log().lines().filter(line -> line.matches(".* ccm: \\S+ (ERROR|CRIT):.*")))
          .as("errors of ccm on " + daemon).isEmpty();
    }
  }

  /** The node dies; the others go on; it comes back. Answers their view without it. */
  private static MemberView lostAndBack(MixedCluster cluster, String lost, String... others) {
    cluster.hosts().get(lost).killEverything();
    MemberView without = cluster.awaitAgreement(LIMIT, others);
    cluster.daemon(lost).start();
    cluster.awaitAgreement(LIMIT, cluster.all().stream().map(each -> each.host().name()).toArray(String[]::new));
    return without;
  }

  private static void cut(MixedCluster cluster, List<String> one, List<String> other) {
    for (String a : one) {
      for (String b : other) {
        cluster.hosts().get(a).faults().deafTo(cluster.hosts().get(b));
        cluster.hosts().get(b).faults().deafTo(cluster.hosts().get(a));
      }
    }
  }

  private static void heal(MixedCluster cluster, String... all) {
    cluster.hosts().all().forEach(host -> host.faults().heal());
    cluster.awaitAgreement(LIMIT, all);
  }
}
