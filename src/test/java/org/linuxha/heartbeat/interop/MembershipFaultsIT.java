package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ccm.md 8 and 9 under faults, in clusters of both kinds: while a fault stands ours do not oscillate, and
 * after it everybody agrees, also where C nodes among themselves never would (8.9, 10.19). At the start west leads.
 */
@Interop({"north", "south", "west"})
class MembershipFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String[] ALL = {"north", "south", "west"};

  /** One fault and what must be true during it; that all agree after it is asserted for each. */
  enum Scenario {
    /** Among C nodes: never heals (8.9). */
    QUICK_RESTART_OF_THE_LEADER(play -> play.quickRestart("west")),
    QUICK_RESTART_OF_A_FOLLOWER(play -> play.quickRestart("north")),
    NORTH_DEAF_TO_THE_LEADER(play -> play.standing(() -> play.deaf("north", "west"))),
    THE_LEADER_DEAF_TO_NORTH(play -> play.standing(() -> play.deaf("west", "north"))),
    FOLLOWERS_DEAF_TO_EACH_OTHER(play -> play.standing(() -> {
      play.deaf("north", "south");
      play.deaf("south", "north");
    })),
    LEADER_AND_NORTH_CUT(play -> play.standing(() -> {
      play.deaf("north", "west");
      play.deaf("west", "north");
    })),
    THE_WHOLE_LEADER_FROZEN(play -> {
      play.host("west").freezeEverything();
      play.cluster.awaitAgreement(LIMIT, "north", "south");
      play.host("west").continueEverything();
    }),
    FLAPPING(play -> {
      for (int i = 0; i < 3; i++) {
        play.host("south").killEverything();
        play.cluster.awaitDead(play.cluster.daemon("north"), "south");
        play.cluster.daemon("south").start();
        play.cluster.awaitUp(play.cluster.daemon("south"));
      }
    }),
    ROLLING_RESTART(play -> {
      for (String node : ALL) {
        play.cluster.daemon(node).stop();
        play.cluster.daemon(node).start();
        play.cluster.awaitAgreement(LIMIT, ALL);
      }
    }),
    CASCADE(play -> {
      play.host("west").killEverything();
      play.pause(300);
      play.host("north").killEverything();
      assertThat(play.cluster.awaitAgreement(LIMIT, "south").quorum()).isFalse();
      play.cluster.daemon("west").start();
      assertThat(play.cluster.awaitAgreement(LIMIT, "south", "west").quorum()).isTrue();
      play.cluster.daemon("north").start();
    }),
    /** The services of C nodes die; heartbeat starts them again after a second. */
    CCM_KILLED(play -> {
      play.signalCcms("KILL");
      play.pause(1_500);
    }),
    /** A stopped ccm that comes back alone: among C nodes, for ever (10.19). */
    CCM_FROZEN_WHILE_A_NODE_DIES(play -> {
      play.signalCcms("STOP");
      play.host(play.oneOfOurs()).killEverything();
      play.pause(9_000);
      play.signalCcms("CONT");
      play.cluster.daemon(play.oneOfOurs()).start();
    });

    private final Consumer<Play> action;

    Scenario(Consumer<Play> action) {
      this.action = action;
    }

    boolean suits(List<Kind> kinds) {
      return (this != CCM_KILLED && this != CCM_FROZEN_WHILE_A_NODE_DIES) || kinds.contains(C);
    }
  }

  record Case(Scenario scenario, List<Kind> kinds) {}

  static Stream<Case> cases() {
    List<Case> everything = new ArrayList<>();
    for (List<Kind> kinds : MembershipIT.kinds(3)) {
      for (Scenario scenario : Scenario.values()) {
        if (scenario.suits(kinds)) {
          everything.add(new Case(scenario, kinds));
        }
      }
    }
    return Matrix.of(
        List.of(
            // one of ours among C nodes is enough (P4); one of ours that restarts says so to C nodes (P5); P14
            new Case(Scenario.QUICK_RESTART_OF_THE_LEADER, List.of(OURS, C, C)),
            new Case(Scenario.QUICK_RESTART_OF_THE_LEADER, List.of(C, C, OURS)),
            new Case(Scenario.CCM_FROZEN_WHILE_A_NODE_DIES, List.of(OURS, C, C)),
            // a C leader does not prefer who is in
            new Case(Scenario.FOLLOWERS_DEAF_TO_EACH_OTHER, List.of(OURS, OURS, C))),
        everything,
        1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void afterTheFaultAllAgree(Case each, Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, setup(each.scenario())).installAll(each.kinds()).startAll();
    assertThat(cluster.awaitAgreement(LIMIT, ALL).leader()).isEqualTo("west");
    each.scenario().action.accept(new Play(cluster));
    cluster.awaitAgreement(LIMIT, ALL);
  }

  private static Setup setup(Scenario scenario) {
    Setup setup = Setup.plain().with("debug 1").with("debugfile " + CcmClient.DEBUG_LOG);
    boolean quick = scenario.name().startsWith("QUICK");
    return quick ? setup.with("deadtime 15").with("initdead 15") : setup;
  }

  /** Each is alone after initdead; then they see each other. */
  @Test
  void whoStartedWhilePartitionedComesTogether(Hosts hosts) {
    MixedCluster cluster = new MixedCluster(hosts, setup(Scenario.CASCADE)).installAll(List.of(OURS, C, OURS));
    Play play = new Play(cluster);
    for (String one : ALL) {
      for (String other : ALL) {
        if (!one.equals(other)) {
          play.deaf(one, other);
        }
      }
    }
    cluster.startAll();
    for (String node : ALL) {
      assertThat(cluster.awaitAgreement(LIMIT, node).quorum()).isFalse();
    }
    play.heal();
    cluster.awaitAgreement(LIMIT, ALL);
  }

  /** C restarts every daemon here (8.7). */
  @Test
  void aPartitionOfOursHealsWithoutARestartInResourceModeToo(Hosts hosts) {
    Setup setup = setup(Scenario.CASCADE).withResources("").with("auto_failback off");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, OURS, OURS)).startAll();
    cluster.awaitAgreement(LIMIT, ALL);
    List<List<String>> before = cluster.all().stream().map(Daemon::processes).toList();
    List<Process> clients = hosts.all().stream().map(MembershipFaultsIT::listen).toList();
    Play play = new Play(cluster);
    play.deaf("north", "south");
    play.deaf("south", "north");
    play.deaf("north", "west");
    play.deaf("west", "north");
    cluster.awaitAgreement(LIMIT, "south", "west");
    cluster.awaitAgreement(LIMIT, "north");
    play.heal();
    cluster.awaitAgreement(LIMIT, ALL);
    play.pause(5_000);
    assertThat(cluster.all().stream().map(Daemon::processes).toList()).isEqualTo(before);
    assertThat(clients).as("local clients are still connected").allMatch(Process::isAlive);
    assertThat(cluster.awaitAgreement(LIMIT, ALL).quorum()).isTrue();
  }

  private static Process listen(Host host) {
    return host.namespace().start(
        host.home().resolve("log/listener.out"),
        List.of("curl", "-sN", "--unix-socket", "/run/heartbeat/api.sock", "http://hb/api/v1/messages?service=test"));
  }

  /** The cluster a scenario plays with. */
  private static final class Play {
    final MixedCluster cluster;

    Play(MixedCluster cluster) {
      this.cluster = cluster;
    }

    Host host(String name) {
      return cluster.hosts().get(name);
    }

    void deaf(String listener, String speaker) {
      host(listener).faults().deafTo(host(speaker));
    }

    void heal() {
      cluster.hosts().all().forEach(host -> host.faults().heal());
    }

    /** Killed and started again within deadtime: nobody declares it dead, and it comes in with a new birth. */
    void quickRestart(String name) {
      int born = cluster.daemon(name).membership().bornOn().get(name);
      int instance = cluster.daemon(name).membership().instance();
      host(name).killEverything();
      cluster.daemon(name).start();
      cluster.hosts().await(name + " is a member of a later membership", LIMIT,
          () -> cluster.all().stream().map(Daemon::membership)
              .allMatch(view -> view.formed() && view.bornOn().size() == 3 && view.bornOn().get(name) > born
                  && view.instance() > instance),
          () -> cluster.all().stream().map(each -> each + " says " + each.membership()).toList().toString());
      for (Daemon witness : cluster.all()) {
        assertThat(witness.host().log()).doesNotContain("node " + name + ": is dead");
      }
    }

    /**
     * The fault stands for long enough that everybody has judged it: deadtime, the time that a C leader is waited for,
     * three rounds of it with their waiting and ticks, and the 36 keepalives after which a node that stays out and that
     * nobody answers forms a group of one; 21 s were seen. Then members must not change, least of all when the node that was
     * left out may ask again, after about 27 s: that (P9), or a reminder to a live node outside (P14), rarer each time, may make
     * the same members agree once more. A C leader would take either of two equal groups then, so that one of ours does not ask it.
     */
    void standing(Runnable fault) {
      fault.run();
      pause(26_000);
      List<Set<String>> members = membersAsOursSay();
      List<Long> views = viewCounts();
      pause(6_000);
      assertThat(membersAsOursSay()).as("members while nothing changed").isEqualTo(members);
      for (int i = 0; i < views.size(); i++) {
        assertThat(viewCounts().get(i) - views.get(i)).as("views formed while nothing changed").isLessThanOrEqualTo(1);
      }
      heal();
    }

    private List<Set<String>> membersAsOursSay() {
      return ours().map(each -> each.membership().bornOn().keySet()).toList();
    }

    private List<Long> viewCounts() {
      return ours()
          .map(each -> each.host().log().lines().filter(line -> line.contains("ccm: instance")).count()).toList();
    }

    private Stream<Daemon> ours() {
      return cluster.all().stream().filter(each -> each.kind() == OURS);
    }

    String oneOfOurs() {
      return cluster.first(OURS).host().name();
    }

    void signalCcms(String signal) {
      cluster.all().stream().filter(each -> each.kind() == C).forEach(each -> each.host().sh(
          "for p in /proc/[0-9]*; do case $(readlink $p/exe) in */heartbeat/ccm) kill -" + signal
              + " ${p#/proc/};; esac; done").orFail());
    }

    /** Time passes in which nothing can be waited for: what must not happen, or a fault of that length. */
    void pause(long millis) {
      LockSupport.parkNanos(millis * 1_000_000);
    }
  }
}
