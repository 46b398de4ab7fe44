package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ccm.md 8 with four and five nodes of both kinds: one of ours, the leader ours, all but one ours. After each
 * fault everybody agrees on members, births, instance, leader and quorum. The greatest name leads at the start.
 */
class ManyNodesIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Setup SETUP = Setup.plain().with("debug 1").with("debugfile " + CcmClient.DEBUG_LOG);

  /** One thing that happens to a whole cluster; that all agree after it is asserted for each. */
  enum Scenario {
    LEADER_LOST(play -> play.lost(play.last())),
    LEADER_BACK(play -> {
      play.lost(play.last());
      play.startAgain(play.last());
    }),
    FOLLOWER_LOST(play -> {
      play.lost(play.first());
      play.startAgain(play.first());
    }),
    /** Two at once, the leader one of them. */
    LEADER_AND_FOLLOWER_LOST(play -> {
      play.lost(play.last(), play.first());
      play.startAgain(play.first(), play.last());
    }),
    /** 8.11: the follower's death has begun a transition when its leader dies. */
    LEADER_LOST_IN_MID_TRANSITION(Play::leaderLostInMidTransition),
    ROLLING_RESTART(Play::rollingRestart),
    STAR(play -> play.standing(Topology.STAR)),
    STAR_AROUND_THE_LEADER(play -> play.standing(Topology.STAR_AROUND_THE_LEADER)),
    RING(play -> play.standing(Topology.RING)),
    TAIL(play -> play.standing(Topology.TAIL)),
    HALVES(play -> play.standing(Topology.HALVES)),
    THREE_SIDES(play -> play.standing(Topology.THREE_SIDES));

    private final Consumer<Play> action;

    Scenario(Consumer<Play> action) {
      this.action = action;
    }
  }

  record Case(Scenario scenario, Order order, List<Kind> kinds) {}

  /** One of ours that follows, the leader ours, all ours but one follower, all ours but the leader. */
  private static List<List<Kind>> kinds(int nodes) {
    List<List<Kind>> all = new ArrayList<>();
    for (Kind odd : Kind.values()) {
      for (int place : List.of(1, nodes - 1)) {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
          kinds.add((i == place) == (odd == OURS) ? OURS : C);
        }
        all.add(kinds);
      }
    }
    return all;
  }

  private static List<Case> everything(int nodes) {
    List<Case> cases = new ArrayList<>();
    int turn = 0;
    for (Scenario scenario : Scenario.values()) {
      for (List<Kind> kinds : kinds(nodes)) {
        cases.add(new Case(scenario, Order.values()[turn++ % Order.values().length], kinds));
      }
    }
    return cases;
  }

  static Stream<Case> fours() {
    return Matrix.of(List.of(new Case(Scenario.LEADER_LOST, Order.AT_ONCE, List.of(OURS, OURS, OURS, C))), everything(4), 0);
  }

  static Stream<Case> fives() {
    return Matrix.of(List.of(), everything(5), 0);
  }

  @ParameterizedTest
  @MethodSource("fours")
  @Interop({"east", "north", "south", "west"})
  void four(Case each, Hosts hosts) {
    live(each, hosts);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fives")
  @Interop({"east", "north", "south", "up", "west"})
  void five(Case each, Hosts hosts) {
    live(each, hosts);
  }

  private static void live(Case each, Hosts hosts) {
    Play play = new Play(new MixedCluster(hosts, SETUP).installAll(each.kinds()), each.toString());
    play.timed("start", () -> each.order().start(play.cluster));
    each.scenario().action.accept(play);
  }

  static Stream<List<Kind>> joining() {
    List<List<Kind>> all = MembershipIT.kinds(4);
    all.removeIf(kinds -> kinds.subList(0, 3).stream().distinct().count() == 2 && kinds.get(0) == kinds.get(1));
    return Matrix.of(List.of(), all, 0);
  }

  /** 8.3: a node that no ha.cf names joins by autojoin. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("joining")
  @Interop({"north", "south", "up", "west"})
  void aNodeThatIsNotConfiguredJoins(List<Kind> kinds, Hosts hosts) {
    Setup setup = SETUP.with("autojoin any");
    List<Host> configured = hosts.all().subList(0, 3);
    MixedCluster cluster = new MixedCluster(hosts, configured, setup);
    for (int i = 0; i < 3; i++) {
      cluster.install(configured.get(i).name(), kinds.get(i));
    }
    Play play = new Play(cluster, "autojoin " + kinds);
    play.timed("start", cluster::startAll);
    setup.writeTo(hosts.get("west"), configured);
    Daemon newcomer = cluster.install("west", kinds.get(3));
    play.timed("autojoin", newcomer::start);
    play.lost("west");
    play.startAgain("west");
  }

  /** The cluster a scenario plays with. */
  private static final class Play {
    final MixedCluster cluster;
    private final String title;

    Play(MixedCluster cluster, String title) {
      this.cluster = cluster;
      this.title = title;
    }

    String first() {
      return cluster.all().get(0).host().name();
    }

    String last() {
      return cluster.all().get(cluster.all().size() - 1).host().name();
    }

    private String[] names() {
      return cluster.all().stream().map(each -> each.host().name()).toArray(String[]::new);
    }

    /** Something happens, and then all agree; says how long it took, to be compared with {@code -Dinterop.ours=C}. */
    MemberView timed(String what, Runnable action, String... members) {
      long begun = System.nanoTime();
      action.run();
      MemberView view = cluster.awaitAgreement(LIMIT, members.length == 0 ? names() : members);
      System.out.printf(Locale.ROOT, "views: %s: %s: %.1f s%n", title, what, (System.nanoTime() - begun) / 1e9);
      return view;
    }

    void lost(String... victims) {
      List<String> others = new ArrayList<>(List.of(names()));
      others.removeAll(List.of(victims));
      MemberView view = timed("lost " + List.of(victims), () -> {
        for (String victim : victims) {
          cluster.hosts().get(victim).killEverything();
        }
      }, others.toArray(String[]::new));
      assertThat(view.quorum()).as("quorum of " + others).isEqualTo(2 * others.size() > cluster.all().size());
    }

    void startAgain(String... victims) {
      timed("again " + List.of(victims), () -> {
        for (String victim : victims) {
          cluster.daemon(victim).start();
        }
      });
    }

    void leaderLostInMidTransition() {
      String leader = cluster.daemon(first()).membership().leader();
      String follower = leader.equals(first()) ? last() : first();
      List<String> others = new ArrayList<>(List.of(names()));
      others.removeAll(List.of(leader, follower));
      Host leading = cluster.hosts().get(leader);
      timed("lost in mid-transition", () -> {
        cluster.hosts().get(follower).killEverything();
        long bound = System.nanoTime() + LIMIT.toNanos();
        while (!leading.log().contains("node " + follower + ": is dead")) {
          assertThat(System.nanoTime()).as("the leader calls it dead in time").isLessThan(bound);
          LockSupport.parkNanos(1_000_000);
        }
        ProcessHandle.of(leading.namespace().init()).orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);
      }, others.toArray(String[]::new));
      startAgain(leader, follower);
    }

    /** Each in turn stops in order and comes back; the others agree without it meanwhile. */
    void rollingRestart() {
      for (String node : names()) {
        List<String> others = new ArrayList<>(List.of(names()));
        others.remove(node);
        timed("stopped " + node, () -> cluster.daemon(node).stop(), others.toArray(String[]::new));
        startAgain(node);
      }
    }

    /**
     * Whoever hears the same as all whom it hears agrees with them. In a tangle there is no such side; then ours
     * must come to rest: members that change at most once in six seconds (a C leader takes in and throws out for ever).
     */
    void standing(Topology topology) {
      List<Host> hosts = cluster.hosts().all();
      topology.on(hosts);
      if (!topology.isTangled()) {
        for (Host host : hosts) {
          cluster.awaitAgreement(LIMIT, topology.side(host, hosts).toArray(String[]::new));
        }
      }
      pause(topology.isTangled() ? 14_000 : 1_000);
      List<Set<String>> members = membersAsOursSay();
      List<Long> views = viewsOfOurs();
      pause(6_000);
      List<Long> more = viewsOfOurs();
      System.out.printf("views: %s: members while the fault stands: %s, then %s; views %s, then %s%n", title, members,
          membersAsOursSay(), views, more);
      if (!topology.isTangled()) {
        assertThat(membersAsOursSay()).as("members while nothing changes").isEqualTo(members);
      }
      timed("healed", () -> hosts.forEach(host -> host.faults().heal()));
    }

    private List<Set<String>> membersAsOursSay() {
      return ours().map(each -> each.membership().bornOn().keySet()).toList();
    }

    private List<Long> viewsOfOurs() {
      return ours()
          .map(each -> each.host().log().lines().filter(line -> line.contains("ccm: instance")).count()).toList();
    }

    private Stream<Daemon> ours() {
      return cluster.all().stream().filter(each -> each.kind() == OURS);
    }

    /** Time passes in which nothing can be waited for: a fault of that length. */
    private static void pause(long millis) {
      LockSupport.parkNanos(millis * 1_000_000);
    }
  }
}
