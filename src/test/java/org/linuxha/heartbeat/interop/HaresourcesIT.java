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

/**
 * wire.md 11.1: beside us, who take no resources, a C node that manages its own becomes stable,
 * starts them, and can stop.
 */
@Interop
class HaresourcesIT {

  private static final Duration RESOURCE_LIMIT = Duration.ofSeconds(45);
  private static final String MARKER = "/var/lib/heartbeat/mytest-aa";

  /** Says what it is told to do by a file. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      case $2 in
        start) touch %1$s ;;
        stop) rm -f %1$s ;;
        status) [ -e %1$s ] && echo running || echo stopped ;;
      esac
      exit 0
      """.formatted(MARKER);

  record Case(String autoFailback, Order order) {}

  static Stream<Case> cases() {
    List<Case> everything = new ArrayList<>();
    for (String failback : List.of("on", "off", "legacy")) {
      for (Order order : Order.values()) {
        everything.add(new Case(failback, order));
      }
    }
    List<Case> core =
        List.of(new Case("on", Order.OURS_FIRST), new Case("off", Order.C_FIRST),
            new Case("legacy", Order.AT_ONCE));
    return Matrix.of(core, everything, 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCPeerIsStableAndStops(Case c, Hosts hosts) {
    Setup setup =
        Setup.plain()
            .withResources("north mytest::aa\n")
            .with("auto_failback " + c.autoFailback());
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS));
    hosts.all().forEach(h -> h.writeConfig("resource.d/mytest", "rwxr-xr-x", SCRIPT));
    Host north = hosts.get("north");
    c.order().start(cluster);
    cluster.awaitAllActive();

    hosts.await("the C node started its resource", RESOURCE_LIMIT,
        () -> north.sh("test -e " + MARKER).ok());
    assertThat(hosts.get("south").sh("test -e " + MARKER).ok()).isFalse();

    Daemon victim = cluster.daemon("north");
    victim.beginStop();
    hosts.await("the C node stopped in order", Daemon.STOP_LIMIT, () -> !victim.running());
    assertThat(north.sh("test -e " + MARKER).ok()).as("resource given up").isFalse();
    assertThat(north.log()).contains("Heartbeat shutdown complete");
    cluster.awaitDead(cluster.daemon("south"), "north");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ourStopIsNoticedAtOnce(Case c, Hosts hosts) {
    Setup setup = Setup.plain().withResources("").with("auto_failback " + c.autoFailback());
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(C, OURS));
    c.order().start(cluster);
    cluster.awaitAllActive();
    Daemon north = cluster.daemon("north");
    if (!c.autoFailback().equals("legacy")) {
      hosts.await("the C node is stable", RESOURCE_LIMIT,
          () -> north.host().log().contains("remote resource transition completed."));
    }
    cluster.daemon("south").stop();
    cluster.awaitDead(north, "south");
    north.beginStop();
    hosts.await("the C node, alone, stops in order", Daemon.STOP_LIMIT, () -> !north.running());
  }
}
