package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of happenings is a function of their moments and of the order they were planned in. */
class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> story = new ArrayList<>();

  private void plan(long moment, String what) {
    time.at(moment, () -> story.add(time.nanos() + " " + what));
  }

  private void runUntil(long end) {
    while (time.stepUntil(end)) {
      assertThat(time.nanos()).isLessThanOrEqualTo(end);
    }
  }

  @Test
  void happeningsComeByMomentThenInTheOrderPlanned() {
    plan(20, "late");
    plan(10, "first of two");
    plan(10, "second of two");
    runUntil(30);
    assertThat(story).containsExactly("10 first of two", "10 second of two", "20 late");
    assertThat(time.nanos()).isEqualTo(30);
  }

  @Test
  void whatIsDueLaterWaitsAndThePastIsNow() {
    plan(50, "later");
    time.at(10, () -> plan(5, "in the past"));
    runUntil(40);
    assertThat(story).containsExactly("10 in the past");
    runUntil(50);
    assertThat(story).contains("50 later");
  }
}
