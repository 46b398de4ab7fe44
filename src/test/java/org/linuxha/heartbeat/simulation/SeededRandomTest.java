package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A seed means the same on every JVM and for ever. */
class SeededRandomTest {

  /** The first outputs of SplitMix64 for seed 1234567, as published with the algorithm. */
  @Test
  void itIsSplitMix64() {
    SeededRandom random = new SeededRandom(1234567);
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
  }

  @Test
  void drawsForOnePurposeDoNotShiftThoseForAnother() {
    SeededRandom one = new SeededRandom(7);
    SeededRandom other = new SeededRandom(7);
    one.stream("a").nextLong();
    assertThat(one.stream("b").nextLong()).isEqualTo(other.stream("b").nextLong());
    assertThat(one.stream("a").nextLong()).isNotEqualTo(one.stream("b").nextLong());
  }

  @Test
  void boundsAreKeptAndChancesAreFair() {
    SeededRandom random = new SeededRandom(3);
    int hits = 0;
    for (int i = 0; i < 10_000; i++) {
      assertThat(random.nextInt(5, 8)).isBetween(5, 7);
      assertThat(random.nextDouble()).isBetween(0.0, Math.nextDown(1.0));
      hits += random.chance(0.3) ? 1 : 0;
    }
    assertThat(hits).isBetween(2_800, 3_200);
  }

  @Test
  void whatIsCertainCostsNoDraw() {
    SeededRandom random = new SeededRandom(9);
    SeededRandom twin = new SeededRandom(9);
    assertThat(random.chance(0)).isFalse();
    assertThat(random.nextLong()).isEqualTo(twin.nextLong());
  }
}
