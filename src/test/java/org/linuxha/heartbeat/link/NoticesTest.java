package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** A flood of bad packets does not become a flood of lines. */
class NoticesTest {
  private long now = 5;
  private final List<String> said = new ArrayList<>();
  private final Notices notices =
      new Notices(() -> now, problem -> said.add(problem.sentence()));

  private void say(String topic, String text) {
    notices.say(topic, () -> new Problem(Code.PACKET_MALFORMED, "bcast eth0", text));
  }

  @Test
  void theFirstIsSaidAtOnceTheNextOnesTogetherAfterTenSeconds() {
    say("cut", "cut 1");
    say("cut", "cut 2");
    say("cut", "cut 3");
    notices.flush();
    assertThat(said).containsExactly("bcast eth0: cut 1");
    now += Notices.QUIET_NANOS;
    notices.flush();
    assertThat(said).containsExactly(
        "bcast eth0: cut 1", "bcast eth0: cut 3 This happened 2 times since the last such line.");
    notices.flush();
    assertThat(said).hasSize(2);
  }

  @Test
  void topicsDoNotSilenceEachOther() {
    say("cut", "cut");
    say("forged", "forged");
    assertThat(said).containsExactly("bcast eth0: cut", "bcast eth0: forged");
  }

  @Test
  void afterQuietTheNextIsSaidAtOnce() {
    say("cut", "cut 1");
    now += 2 * Notices.QUIET_NANOS;
    notices.flush();
    say("cut", "cut 2");
    assertThat(said).containsExactly("bcast eth0: cut 1", "bcast eth0: cut 2");
  }

  @Test
  void inventedTopicsDoNotFillTheMemory() {
    for (int i = 0; i < 10_000; i++) {
      say("topic " + i, "text");
    }
    assertThat(said).hasSizeLessThanOrEqualTo(64);
  }
}
