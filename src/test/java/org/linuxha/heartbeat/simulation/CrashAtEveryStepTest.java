package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Three nodes start, join, lose a member and take it back; and in each run one of them crashes at another
 * step of its first life: before a message or timer that it was to handle, or instead of a message, a timer or
 * news that it was to cause. It comes again within deadtime or after it. Then all must agree.
 *
 * <p>By default every {@value #STRIDE}th step, from a place that {@code -Dheartbeat.test.seed} says; all of
 * them with {@code -Dcrash.every=1}.
 */
class CrashAtEveryStepTest {
  private static final int STRIDE = 40;
  private static final int EVERY = Integer.getInteger("crash.every", STRIDE);
  private static final long SEED = Long.getLong("heartbeat.test.seed", 1);
  private static final long SECOND = 1_000_000_000L;
  private static final long END_OF_SCENARIO = 12 * SECOND;

  private enum Step {
    /** Before it handles the so-manieth message, timer or order. */
    INPUT,
    /** Instead of the so-manieth thing it does. */
    EFFECT
  }

  private record Crash(String node, Step step, int ordinal, long downNanos) {}

  @TestFactory
  Stream<DynamicTest> allAgreeWhoeverCrashesWherever() {
    return Stream.of(List.of(false, false, false), List.of(true, false, true), List.of(false, true, true), List.of(true, true, true))
        .map(clike -> DynamicTest.dynamicTest(kinds(clike), () -> crashEverywhere(clike)));
  }

  private static String kinds(List<Boolean> clike) {
    return String.join(",", clike.stream().map(c -> c ? "c" : "ours").toList());
  }

  private static void crashEverywhere(List<Boolean> clike) {
    List<String> broken = new ArrayList<>();
    int runs = 0;
    for (String node : List.of("n1", "n2", "n3")) {
      for (Step step : Step.values()) {
        int steps = steps(clike, node, step);
        assertThat(steps).as("steps of %s", node).isGreaterThan(100);
        for (int ordinal = (int) Math.floorMod(SEED, (long) EVERY); ordinal < steps; ordinal += EVERY) {
          for (long down : new long[] {SECOND / 2, 5 * SECOND}) {
            runs++;
            live(clike, new Crash(node, step, ordinal, down), broken);
          }
        }
      }
    }
    assertThat(broken).as("broken rules in %s runs", runs).isEmpty();
  }

  private static void live(List<Boolean> clike, Crash crash, List<String> broken) {
    SmallWorld small = scenario(clike);
    try {
      crash(small, crash);
      small.world.runUntil(END_OF_SCENARIO + 6 * SECOND);
      Converges converges = new Converges();
      small.world.add(converges);
      small.world.calm();
      long limit = small.world.nanos() + Bounds.convergenceNanos(small.world) + SECOND;
      while (small.world.nanos() < limit && !converges.settling().isDone(small.world, 2 * SECOND)) {
        small.run(1);
      }
    } catch (Violation violation) {
      broken.add(crash + ": " + violation.getMessage());
    }
  }

  /** All at once but n2, which comes later; n1 dies and comes again. */
  private static SmallWorld scenario(List<Boolean> clike) {
    SmallWorld small = new SmallWorld(clike);
    Invariants.watch(small.world, new EverythingArrives());
    Invariants.watchViews(small.world, new SidesAgree(), new Converges());
    small.world.time().at(0, small.world.node("n1")::start);
    small.world.time().at(0, small.world.node("n3")::start);
    small.world.time().at(4 * SECOND, small.world.node("n2")::start);
    small.world.time().at(6 * SECOND, () -> small.world.node("n1").crash(false));
    small.world.time().at(10 * SECOND, small.world.node("n1")::start);
    return small;
  }

  private static void crash(SmallWorld small, Crash crash) {
    SimulatedNode node = small.world.node(crash.node());
    small.world.add(new Witness() {
      private boolean begun;

      @Override
      public void started(SimulatedNode started) {
        if (started == node && !begun) {
          begun = true;
          if (crash.step() == Step.INPUT) {
            node.life().crashBeforeInput(crash.ordinal());
          } else {
            node.life().crashAfter(crash.ordinal());
          }
        }
      }

      @Override
      public void ended(SimulatedNode ended, boolean orderly) {
        if (ended == node) {
          small.world.time().after(crash.downNanos(), node::start);
        }
      }
    });
  }

  /** How many steps the first life of that node has when nobody crashes it. */
  private static int steps(List<Boolean> clike, String name, Step step) {
    SmallWorld small = scenario(clike);
    SimulatedNode node = small.world.node(name);
    int[] steps = {0};
    small.world.add(new Witness() {
      @Override
      public void ended(SimulatedNode ended, boolean orderly) {
        if (ended == node && steps[0] == 0) {
          steps[0] = step == Step.INPUT ? node.life().inputs() : node.life().effects();
        }
      }
    });
    small.world.runUntil(END_OF_SCENARIO);
    if (steps[0] == 0) {
      steps[0] = step == Step.INPUT ? node.life().inputs() : node.life().effects();
    }
    return steps[0];
  }
}
