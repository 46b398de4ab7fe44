package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** One seeded life of a small cluster: faults, mending, and what must hold after every event and at the end. */
final class FaultyLife {
  private static final long KEEPALIVE = 200;
  private static final long DEADTIME = 2000;

  /** After the last fault everybody agrees within so long: the longest way is a C leader and being reminded twice. */
  private static final long SETTLE_MILLIS = 90_000;

  /** Two views with quorum stand side by side at most so long: deadtime and a round with all its waiting. */
  private static final long TWO_VIEWS_MILLIS = DEADTIME + 45 * KEEPALIVE;

  private final int seed;
  private final double shareLikeC;
  private final Random random;
  private final Lab lab;
  private final String[] names;
  private final Map<String, String> agreementByCookie = new HashMap<>();
  private final Map<String, Long> twoViewsSince = new HashMap<>();

  FaultyLife(int seed, double shareLikeC) {
    this.seed = seed;
    this.shareLikeC = shareLikeC;
    random = new Random(seed);
    names = IntStream.rangeClosed(1, 2 + random.nextInt(4)).mapToObj(i -> "n" + i).toArray(String[]::new);
    lab = new Lab(seed, KEEPALIVE, DEADTIME, names);
    lab.delayMillis = 1 + random.nextInt(20);
    lab.jitterMillis = random.nextInt(60);
    lab.afterEvent(this::check);
  }

  String[] names() {
    return names;
  }

  void live() {
    try {
      for (String name : names) {
        lab.in(random.nextInt(3000), () -> start(name));
      }
      lab.run(8000);
      int faults = 1 + random.nextInt(5);
      for (int i = 0; i < faults; i++) {
        fault();
        lab.run(random.nextInt(random.nextBoolean() ? 400 : 12_000));
      }
      mend();
      settle();
      lab.run(20_000);
      assertThat(lab.agree(agreeing())).as("stays agreed").isTrue();
    } catch (AssertionError e) {
      String tail = String.join("\n", lab.tail(Integer.getInteger("tail", 80)));
      throw new AssertionError("seed " + seed + ": " + summary() + e.getMessage() + "\n" + tail, e);
    }
  }

  private void settle() {
    try {
      lab.until(SETTLE_MILLIS, () -> lab.agree(names));
    } catch (AssertionError e) {
      if (!lab.agree(agreeing())) {
        throw e;
      }
    }
  }

  /**
   * All nodes, but for a known defect: a C node that never was a member waits for ever in a round that the
   * others left; nothing on the wire moves it (ccm.md 10.6, {@code converged} in 4.5).
   */
  String[] agreeing() {
    return Arrays.stream(names).filter(name -> !isStuckLikeC(lab.nodes.get(name))).toArray(String[]::new);
  }

  private static boolean isStuckLikeC(LabNode node) {
    return node.likeC && node.ccm().state() == CcmState.JOINING && !node.ccm().machine().group.converged();
  }

  private void start(String name) {
    boolean c = new Random(seed * 31L + name.hashCode()).nextDouble() < shareLikeC;
    lab.start(name, c && !name.equals("n1"));
  }

  private void fault() {
    String a = names[random.nextInt(names.length)];
    String b = names[random.nextInt(names.length)];
    int kind = random.nextInt(7);
    lab.line("--", "fault " + kind + " " + a + " " + b);
    switch (kind) {
      case 0 -> crash(a);
      case 1 -> quickRestart(a);
      case 2 -> lab.cut(a, b);
      case 3 -> lab.cutBoth(a, b);
      case 4 -> lab.nodes.get(a).freeze();
      case 5 -> cutFromSome(a);
      default -> stop(a);
    }
  }

  private void crash(String name) {
    if (lab.nodes.get(name).up) {
      lab.crash(name);
    }
  }

  private void stop(String name) {
    if (lab.nodes.get(name).up) {
      lab.stop(name);
    }
  }

  private void quickRestart(String name) {
    crash(name);
    lab.in(random.nextInt(1500), () -> {
      if (!lab.nodes.get(name).up) {
        start(name);
      }
    });
  }

  private void cutFromSome(String name) {
    for (String other : names) {
      if (random.nextBoolean() && !other.equals(name)) {
        lab.cutBoth(name, other);
      }
    }
  }

  private void mend() {
    lab.line("--", "everything is mended");
    lab.run(2000);
    lab.heal();
    for (String name : names) {
      lab.nodes.get(name).thaw();
      if (!lab.nodes.get(name).up) {
        start(name);
      }
    }
  }

  // what must hold after every event

  private void check(LabNode node) {
    Group group = node.ccm().machine().group;
    if (node.ccm().state() == CcmState.JOINED) {
      String agreement = group.members() + " leader " + group.leader() + " quorum " + group.quorum();
      String before = agreementByCookie.putIfAbsent(group.cookie().text(), agreement);
      assertThat(before == null || before.equals(agreement))
          .as("%s: members that share a cookie agree: %s and %s", node.name, before, agreement).isTrue();
    }
    assertThat(numbersRise(node.views)).as("view numbers of %s rise", node.name).isTrue();
    if (names.length > 2 && shareLikeC == 0) {
      checkQuorum(node);
    }
  }

  /** Instances rise only where all are ours: a C node starts at 1 again after a reset. */
  private boolean numbersRise(List<View> views) {
    if (views.size() < 2) {
      return true;
    }
    View last = views.get(views.size() - 1);
    View before = views.get(views.size() - 2);
    return last.number() > before.number() && (shareLikeC > 0 || last.instance() > before.instance());
  }

  private void checkQuorum(LabNode node) {
    for (LabNode other : lab.nodes.values()) {
      String pair = node.name.compareTo(other.name) < 0 ? node.name + other.name : other.name + node.name;
      if (!standsWithQuorum(node) || !standsWithQuorum(other) || sameGroup(node, other)) {
        twoViewsSince.remove(pair);
      } else {
        long since = twoViewsSince.computeIfAbsent(pair, ignored -> lab.nowNanos);
        assertThat((lab.nowNanos - since) / Lab.MILLIS)
            .as("ms for which %s and %s had quorum in different groups", node.name, other.name)
            .isLessThan(TWO_VIEWS_MILLIS);
      }
    }
  }

  private static boolean standsWithQuorum(LabNode node) {
    boolean stands = node.up && !node.isFrozen() && node.ccm().state() == CcmState.JOINED && node.view() != null;
    return stands && node.view().quorum();
  }

  private static boolean sameGroup(LabNode node, LabNode other) {
    return node.ccm().machine().group.cookie().equals(other.ccm().machine().group.cookie());
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    lab.nodes.forEach(
        (name, node) -> {
          Group group = node.ccm().machine().group;
          text.append(name).append(node.likeC ? " C " : " ours ").append(node.ccm().state()).append(' ')
              .append(group.major()).append(group.members()).append(group.leader()).append("; ");
        });
    return text.toString();
  }
}
