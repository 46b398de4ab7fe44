package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A pulse that turns round itself is told from one that is late, was stopped, or waits. */
class SpinJudgeTest {
  private static final long SILENT = SpinJudge.SUSPICIOUS_MILLIS;
  private static final long WATCH = SpinJudge.WATCH_NANOS;

  private final SpinJudge judge = new SpinJudge();

  @Test
  void oneThatComesRoundIsNotSuspectedHoweverBusy() {
    assertThat(judge.suspects(SILENT - 1)).isFalse();
  }

  @Test
  void oneThatIsSilentAndUsesAProcessorSpins() {
    assertThat(judge.suspects(SILENT)).isTrue();
    assertThat(judge.spins(0, 0)).as("a single look proves nothing").isFalse();
    assertThat(judge.spins(WATCH - 1, WATCH - 1)).as("watched too short").isFalse();
    assertThat(judge.spins(WATCH, WATCH * 95 / 100)).isTrue();
  }

  @Test
  void oneThatWasStoppedOrWaitsUsesNoProcessor() {
    assertThat(judge.spins(0, 0)).isFalse();
    assertThat(judge.spins(WATCH, WATCH / 10)).isFalse();
    assertThat(judge.spins(2 * WATCH, WATCH / 5)).isFalse();
    assertThat(judge.spins(3 * WATCH, WATCH / 5 + WATCH)).as("and then begins to spin").isTrue();
  }

  @Test
  void whatWasBeforeItCameRoundDoesNotCount() {
    assertThat(judge.spins(0, 0)).isFalse();
    assertThat(judge.suspects(0)).isFalse();
    assertThat(judge.spins(WATCH, WATCH)).isFalse();
  }

  @Test
  void theTimeOfAThreadIsReadPastAnyName() {
    assertThat(RealTimeGuard.cpuNanos("17 (a) b) (c) R 1 2 3 4 5 6 7 8 9 10 150 25 0 0 -3 0 9 0 12"))
        .isEqualTo(1_750_000_000L);
  }
}
