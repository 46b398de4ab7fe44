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

/** wire.md 9.4, 9.5, 9.7: the end of a node of either kind is seen by the other, in time. */
@Interop
class DeathIT {

  enum End {
    /** kill -9 of every process. */
    KILLED,
    /** The orderly stop of the init script. */
    STOPPED,
    /** Nothing of it is heard any more, though it lives. */
    CUT,
    /** SIGSTOP to every process, as on a machine that hangs. */
    FROZEN;

    void of(Daemon victim, Hosts hosts) {
      switch (this) {
        case KILLED -> victim.kill9();
        case STOPPED -> victim.stop();
        case CUT -> hosts.setCable(victim.host(), 0, false);
        case FROZEN -> victim.freeze();
      }
    }
  }

  record Case(End end, Kind victim, Kind witness) {}

  static Stream<Case> cases() {
    List<Case> core = new ArrayList<>();
    List<Case> everything = new ArrayList<>();
    for (End end : End.values()) {
      (end == End.KILLED || end == End.CUT ? core : everything).add(new Case(end, C, OURS));
      (end == End.KILLED || end == End.STOPPED ? core : everything).add(new Case(end, OURS, C));
      everything.add(new Case(end, OURS, OURS));
    }
    return Matrix.of(core, everything, 2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSeenWithinItsDeadtime(Case c, Hosts hosts) {
    MixedCluster cluster =
        new MixedCluster(hosts, Setup.plain()).installAll(List.of(c.victim(), c.witness()));
    cluster.startAll().awaitAllActive();
    Daemon victim = cluster.daemon("north");
    Daemon witness = cluster.daemon("south");

    long start = System.nanoTime();
    c.end().of(victim, hosts);
    long silentFrom = c.end() == End.STOPPED ? start : System.nanoTime();
    cluster.awaitDead(witness, "north");

    Duration seen = Duration.ofNanos(System.nanoTime() - silentFrom);
    assertThat(seen)
        .as("not before the deadtime counted from its last status")
        .isGreaterThan(Duration.ofMillis(Setup.DEADTIME_MILLIS - 2 * Setup.KEEPALIVE_MILLIS));
    assertThat(witness.statusOf("south")).isEqualTo("active");
    if (c.end() == End.KILLED || c.end() == End.STOPPED) {
      assertThat(victim.running()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("returns")
  void comesBackAfterItsRestart(Case c, Hosts hosts) {
    MixedCluster cluster =
        new MixedCluster(hosts, Setup.plain()).installAll(List.of(c.victim(), c.witness()));
    cluster.startAll().awaitAllActive();
    Daemon victim = cluster.daemon("north");
    Daemon witness = cluster.daemon("south");
    c.end().of(victim, hosts);
    cluster.awaitDead(witness, "north");
    switch (c.end()) {
      case KILLED, STOPPED -> victim.start();
      case CUT -> hosts.setCable(victim.host(), 0, true);
      case FROZEN -> victim.thaw();
    }
    cluster.awaitAllActive();
  }

  static Stream<Case> returns() {
    List<Case> core =
        List.of(new Case(End.KILLED, C, OURS), new Case(End.KILLED, OURS, C),
            new Case(End.CUT, OURS, C));
    List<Case> everything = new ArrayList<>();
    for (End end : End.values()) {
      everything.add(new Case(end, C, OURS));
      everything.add(new Case(end, OURS, C));
      everything.add(new Case(end, OURS, OURS));
    }
    return Matrix.of(core, everything, 1);
  }
}
