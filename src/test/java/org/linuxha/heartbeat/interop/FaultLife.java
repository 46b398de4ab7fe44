package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Lives a {@link FaultPlan} with real daemons and holds them to what is promised of mixed clusters. */
final class FaultLife {
  /** A C leader's waits, and reminders to who was left out: the bound of the simulation, 450 keepalives and 30 ticks. */
  private static final long MIXED_MILLIS = 450L * Setup.KEEPALIVE_MILLIS + 30_000;

  /** Among our own: 200 keepalives. */
  private static final long OURS_MILLIS = 200L * Setup.KEEPALIVE_MILLIS;

  /** A JVM on a busy machine, initdead, an orderly stop. */
  private static final long START_MILLIS = 20_000;

  /** An agreement counts when it has lasted for so long: longer than anybody takes to call a node dead. */
  private static final long LASTING_MILLIS = 3_000;

  private static final long REST_MILLIS = 30_000;
  private static final long WATCH_MILLIS = 24_000;
  private static final int VIEWS = 4;

  /** A ccm that ended by itself: what it was told made no sense to it. We end them by 9. */
  private static final Pattern CCM_ENDED =
      Pattern.compile("ERROR: Client \\S+/ccm (exited with return code|\\(pid=\\d+\\) killed by signal (?!9\\b))");

  /** A defect that our daemon found in itself. */
  private static final Pattern DEFECT = Pattern.compile("\\[HB(650|808|825)]");

  private final FaultPlan plan;
  private final MixedCluster cluster;
  private final Ordeal ordeal;
  private final StringBuilder story = new StringBuilder();

  FaultLife(FaultPlan plan, Hosts hosts) {
    this.plan = plan;
    cluster = plan.cluster(hosts);
    ordeal = new Ordeal(cluster);
  }

  /** What happened and how long each agreement took. */
  String story() {
    return story.toString();
  }

  void live() {
    tell("seed " + plan.seed() + " " + plan.kinds() + (plan.resources() ? " resources" : "")
        + (plan.autojoin() ? " autojoin" : "") + " deadtime " + plan.deadtimeMillis() + " starts " + plan.startAfterMillis());
    if (plan.sidesAtStart() != 0) {
      tell("apart at the start: " + plan.sidesAtStart());
      new FaultStep(FaultStep.Act.SIDES, 0, 1, plan.sidesAtStart(), 0).happenTo(ordeal);
    }
    for (int node = 0; node < ordeal.size(); node++) {
      ordeal.start(node);
      Ordeal.pause(plan.startAfterMillis().get(node));
    }
    if (plan.sidesAtStart() != 0) {
      sidesAgree();
      ordeal.mendEverything();
    }
    tell("started, all agree after", allAgree());
    ordeal.listen();
    for (FaultPlan.Phase phase : plan.phases()) {
      live(phase);
    }
    for (Daemon daemon : cluster.all()) {
      assertThat(daemon.host().log().lines().filter(CCM_ENDED.asPredicate().or(DEFECT.asPredicate())))
          .as("what " + daemon + " should never have to say").isEmpty();
    }
  }

  private void live(FaultPlan.Phase phase) {
    for (FaultStep step : phase.steps()) {
      tell("  " + step);
      step.happenTo(ordeal);
    }
    if (phase.stands()) {
      ordeal.leaveOnlyCuts();
      stand();
    }
    ordeal.mendEverything();
    tell("mended, all agree after", allAgree());
    assertThat(ordeal.deserted()).as("daemons of ours whose local client lost its connection").isEmpty();
    ordeal.listen();
  }

  private void stand() {
    long begun = System.nanoTime();
    List<Set<Integer>> sides = sidesAgree();
    boolean tangled = !sides.stream().allMatch(ordeal::isClean);
    if (tangled) {
      Ordeal.pause(Math.max(0, REST_MILLIS - millisSince(begun)));
      restless(WATCH_MILLIS, VIEWS);
    } else {
      restless(2 * LASTING_MILLIS, 0);
    }
  }

  /** Ours tell at most so many views while nothing happens. */
  private void restless(long millis, int atMost) {
    List<Long> before = views();
    Ordeal.pause(millis);
    List<Long> after = views();
    List<Long> more = IntStream.range(0, before.size()).mapToObj(node -> after.get(node) - before.get(node)).toList();
    tell("  views while it stands: " + more + " " + says());
    if (IntStream.range(0, more.size()).anyMatch(node -> more.get(node) > atMost && !turnsWithC(node))) {
      throw new AssertionError("views of ours while nothing changes, in " + millis + " ms: " + more + ", at most " + atMost);
    }
  }

  /** A C leader takes in and throws out for ever those of C that do not hear each other; its members follow (ccm.md 10.5). */
  private boolean turnsWithC(int ours) {
    String leader = ordeal.daemon(ours).membership().leader();
    List<Integer> ofC = IntStream.range(0, ordeal.size()).filter(node -> ordeal.daemon(node).kind() == Kind.C).boxed().toList();
    return ofC.stream().anyMatch(node -> ordeal.daemon(node).host().name().equals(leader))
        && ofC.stream().filter(node -> !ordeal.daemon(node).host().name().equals(leader))
            .anyMatch(node -> ofC.stream().anyMatch(other -> !ordeal.mutual(node, other)));
  }

  /** How many views each has told; of a C node, which may do as it likes, 0. */
  private List<Long> views() {
    return IntStream.range(0, ordeal.size()).mapToObj(ordeal::daemon).map(daemon -> daemon.kind() == Kind.C ? 0
        : daemon.host().log().lines().filter(line -> line.contains("ccm: instance")).count()).toList();
  }

  /** Each side that hears itself and nobody else; where C is alone it may do as it likes (ccm.md 10). */
  private List<Set<Integer>> sidesAgree() {
    List<Set<Integer>> sides = ordeal.sides();
    for (Set<Integer> side : sides) {
      boolean ours = side.stream().anyMatch(node -> ordeal.daemon(node).kind() == Kind.OURS);
      if (ordeal.isClean(side) && ours) {
        tell("  side " + side + " agrees after", agreement(new TreeSet<>(side)));
      }
    }
    return sides;
  }

  private long allAgree() {
    return agreement(new TreeSet<>(IntStream.range(0, ordeal.size()).boxed().toList()));
  }

  /** How long, in milliseconds, until these agree on being the members, for a while. */
  private long agreement(Set<Integer> side) {
    boolean mixed = side.stream().anyMatch(node -> ordeal.daemon(node).kind() == Kind.C);
    long limit = START_MILLIS + 2L * plan.deadtimeMillis() + (mixed ? MIXED_MILLIS : OURS_MILLIS);
    boolean quorum = ordeal.size() == 2 || 2 * side.size() > ordeal.size();
    long begun = System.nanoTime();
    MemberView agreed = null;
    long since = begun;
    while (true) {
      MemberView now = common(side, quorum);
      if (now == null || !now.equals(agreed)) {
        since = System.nanoTime();
        agreed = now;
      }
      if (agreed != null && millisSince(since) > LASTING_MILLIS) {
        return (since - begun) / 1_000_000;
      }
      if (millisSince(begun) > limit) {
        throw new AssertionError(side + " do not agree after " + limit + " ms:\n" + says());
      }
      Ordeal.pause(150);
    }
  }

  /** What they all say, if it is a view of them all; else null. */
  private MemberView common(Set<Integer> side, boolean quorum) {
    Set<String> names = new TreeSet<>();
    Set<MemberView> views = new HashSet<>();
    for (int node : side) {
      names.add(ordeal.daemon(node).host().name());
      views.add(ordeal.daemon(node).membership());
    }
    MemberView first = views.iterator().next();
    boolean one = views.size() == 1 && first.formed() && first.quorum() == quorum;
    return one && first.bornOn().keySet().equals(names) ? first : null;
  }

  private String says() {
    List<String> all = new ArrayList<>();
    for (Daemon daemon : cluster.all()) {
      all.add(daemon + " says " + daemon.membership());
    }
    return String.join("\n", all);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private void tell(String what, long millis) {
    tell(String.format(Locale.ROOT, "%s %.1f s", what, millis / 1e3));
  }

  private void tell(String what) {
    story.append(LocalTime.now().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(what).append('\n');
  }
}
