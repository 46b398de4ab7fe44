package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeded lives of small clusters under faults. More of them: {@code -DargLine="-Dlives=2000 -Dfirst=1"}; a
 * failure names its seed and shows the last lines of its transcript.
 */
class FaultsTest {

  static IntStream seeds() {
    int first = Integer.getInteger("first", 1);
    return IntStream.range(first, first + Integer.getInteger("lives", 150));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oursAgreeWhateverHappens(int seed) {
    FaultyLife life = new FaultyLife(seed, 0);
    life.live();
    assertThat(life.agreeing()).as("all nodes").containsExactly(life.names());
  }

  /** One of ours is enough; n1 always is. */
  @ParameterizedTest
  @MethodSource("seeds")
  void oneOfOursBringsNodesLikeCTogetherAgain(int seed) {
    new FaultyLife(seed, 0.6).live();
  }
}
