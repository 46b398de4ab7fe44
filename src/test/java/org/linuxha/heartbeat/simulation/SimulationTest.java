package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Six hundred lives of small clusters under random faults: half of them the same ones every time, half
 * drawn from {@code -Dheartbeat.test.seed}. More with {@code -Dsimulation.lives=N}.
 */
class SimulationTest {
  private static final int LIVES = Integer.getInteger("simulation.lives", 600);
  private static final long SEED = Long.getLong("heartbeat.test.seed", 1);

  @Test
  void everyRuleHoldsInEveryLife() {
    List<String> broken = new ArrayList<>();
    Statistics.Counts counts = Statistics.Counts.NONE;
    for (int i = 0; i < LIVES; i++) {
      long seed = i < LIVES / 2 ? i + 1 : SEED * 1_000_000 + i;
      Life.Outcome outcome = Life.live(LifePlan.draw(seed, LifePlan.Fixed.NOTHING), Trace.NONE);
      counts = counts.plus(outcome.counts());
      if (outcome.violation() != null) {
        broken.add(outcome.violation().getMessage() + "\n    see it: bin/hb simulate --seed " + seed + " --trace");
      }
    }
    assertThat(broken).as("broken rules in %s lives", LIVES).isEmpty();
    thingsDidHappen(counts);
  }

  /** Quiet lives would prove nothing. */
  private static void thingsDidHappen(Statistics.Counts counts) {
    assertThat(counts.deaths()).as("deaths").isGreaterThan(LIVES);
    assertThat(counts.returns()).as("returns").isGreaterThan(LIVES / 2);
    assertThat(counts.requests()).as("requests for retransmission").isGreaterThan(50L * LIVES);
    assertThat(counts.deliveries()).as("deliveries").isGreaterThan(100L * LIVES);
    assertThat(counts.absences()).as("absences noticed").isGreaterThan(LIVES / 10);
  }
}
