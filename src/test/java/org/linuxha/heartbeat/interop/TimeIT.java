package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linuxha.heartbeat.testing.Alone;

/** The rules of time: our own lateness, and steps of the wall clock, kill nobody. */
@Alone
@Interop
class TimeIT {
  private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final boolean ALL = Boolean.getBoolean("heartbeat.test.all");

  @Test
  void stoppedForThreeDeadtimesOursReportsNoLivePeerDeadAndSaysHowLongItWasAway(Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, Setup.plain()).installAll(List.of(OURS, C)).startAll().awaitAllActive();
    Daemon ours = cluster.daemon("north");
    ours.freeze();
    cluster.awaitDead(cluster.daemon("south"), "north");
    pause(Duration.ofMillis(3L * Setup.DEADTIME_MILLIS));
    ours.thaw();
    hosts.await("ours says that it was away", Duration.ofSeconds(10),
        () -> hosts.get("north").log().contains("We were away for "));
    cluster.awaitStatus(cluster.daemon("south"), "north", "active", MixedCluster.FORM_LIMIT);
    pause(Duration.ofMillis(2L * Setup.DEADTIME_MILLIS));
    assertThat(ours.statusOf("south")).isEqualTo("active");
    assertThat(hosts.get("north").log()).doesNotContain("node south: is dead");
  }

  @Test
  void anHourForwardAndBackOnOurWallClockIsNoEvent(Hosts hosts) throws Exception {
    Assumptions.assumeTrue(Files.exists(FAKETIME), "faketime is not installed");
    // under real time the whole process stood for seconds inside libfaketime, which is not what is tried here
    Setup setup = Setup.plain().with("realtime off");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, C));
    Host north = hosts.get("north");
    setClock(north, "+0");
    north.namespace().start(north.home().resolve("log/start.out"), List.of("env",
        "LD_PRELOAD=" + FAKETIME, "DONT_FAKE_MONOTONIC=1", "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_TIMESTAMP_FILE=/etc/ha.d/clock", cluster.daemon("north").program(), "-M"));
    cluster.daemon("south").start();
    cluster.awaitAllActive();
    int before = north.log().length();
    int beforeSouth = hosts.get("south").log().length();
    for (String step : List.of("+3600", "-3600", "+0")) {
      setClock(north, step);
      cluster.stays("south", "active", Duration.ofMillis(Setup.DEADTIME_MILLIS + 1_500));
      cluster.stays("north", "active", Duration.ofMillis(500));
    }
    assertThat(north.log().substring(before)).doesNotContain("is dead").doesNotContain("Late heartbeat")
        .doesNotContainPattern("away for \\d{5,} ms");
    assertThat(hosts.get("south").log().substring(beforeSouth)).doesNotContain("node north: is dead");
  }

  private static void setClock(Host host, String offset) throws Exception {
    Files.writeString(host.home().resolve("ha.d/clock"), offset + "\n");
  }

  static Stream<String> realTime() {
    return Matrix.of(List.of(), List.of("on", "off"), 1);
  }

  @ParameterizedTest(name = "realtime {0}")
  @MethodSource("realTime")
  @Interop({"north", "south", "east"})
  void fourBusyLoopsOnTwoCoresAndDeadtime500KillNobody(String realtime, Hosts hosts) {
    Setup setup = Setup.plain().with("keepalive 100ms").with("deadtime 500ms").with("warntime 250ms")
        .with("realtime " + realtime);
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, OURS, OURS)).startAll().awaitAllActive();
    // the first five seconds announce a longer deadtime (wire.md 9.1)
    pause(Duration.ofSeconds(6));
    for (Host host : hosts.all()) {
      assertThat(host.log().contains("Real time: round robin")).as(host.name()).isEqualTo(realtime.equals("on"));
    }
    List<Process> loops = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        loops.add(hosts.get("north").namespace().start(Path.of("/dev/null"),
            List.of("timeout", "90", "sh", "-c", "while :; do :; done")));
      }
      pause(ALL ? Duration.ofSeconds(60) : Duration.ofSeconds(12));
    } finally {
      loops.forEach(loop -> {
        loop.descendants().forEach(ProcessHandle::destroyForcibly);
        loop.destroyForcibly();
      });
    }
    for (Host host : hosts.all()) {
      assertThat(host.log()).as(host.name()).doesNotContain("is dead");
    }
  }

  /** Time itself is what is tested here: there is no condition to wait for. */
  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
