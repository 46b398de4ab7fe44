package org.linuxha.heartbeat.process.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.process.child.RespawnRule.Verdict.AGAIN;
import static org.linuxha.heartbeat.process.child.RespawnRule.Verdict.AGAIN_LATER;
import static org.linuxha.heartbeat.process.child.RespawnRule.Verdict.DONE;
import static org.linuxha.heartbeat.process.child.RespawnRule.Verdict.TOO_FAST;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** client-api.md 12.1: what follows the end of a child. */
class RespawnRuleTest {
  private final RespawnRule rule = new RespawnRule();

  @ParameterizedTest
  @ValueSource(ints = {100, 126, 127})
  void whatAsksForItOrCannotBeRunIsNotStartedAgain(int exit) {
    assertThat(rule.onEnd(exit, 60_000)).isEqualTo(DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 101, 137, 143, 255})
  void anyOtherEndIsFollowedByAnotherRun(int exit) {
    assertThat(rule.onEnd(exit, 30_000)).isEqualTo(AGAIN);
    assertThat(rule.onEnd(exit, 29_999)).isEqualTo(AGAIN_LATER);
  }

  @Test
  void elevenShortRunsInARowAreTheLast() {
    for (int run = 1; run <= 10; run++) {
      assertThat(rule.onEnd(1, 0)).as("run " + run).isEqualTo(AGAIN_LATER);
    }
    assertThat(rule.onEnd(1, 0)).isEqualTo(TOO_FAST);
  }

  @Test
  void aLongRunBeginsTheCountAnew() {
    for (int run = 1; run <= 10; run++) {
      rule.onEnd(1, 0);
    }
    assertThat(rule.onEnd(0, 30_000)).isEqualTo(AGAIN);
    assertThat(rule.onEnd(1, 0)).isEqualTo(AGAIN_LATER);
  }
}
