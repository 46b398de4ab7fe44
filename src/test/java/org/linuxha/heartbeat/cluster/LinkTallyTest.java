package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Loss, order and gaps of one node on one link. */
class LinkTallyTest {
  private static final long SECOND = 1_000_000_000L;
  private final LinkTally tally = new LinkTally();

  private void numbers(long... sequences) {
    for (long sequence : sequences) {
      tally.number(sequence);
    }
  }

  private LinkQuality quality() {
    return tally.quality(HeardThere.UNKNOWN);
  }

  @Test
  void whatNeverCameIsLostAndWhatWasBeforeTheFirstIsNot() {
    numbers(100, 101, 104, 105);
    assertThat(quality().lost()).isEqualTo(2);
  }

  @Test
  void whatComesLaterWasOvertakenAndNotLostOnceHoweverOften() {
    numbers(1, 4, 3, 3, 2, 4);
    assertThat(quality().lost()).isZero();
    assertThat(quality().overtaken()).isEqualTo(2);
  }

  @Test
  void aNumberThatIsTooOldToBeLookedForStaysLost() {
    numbers(1, 3, 4);
    numbers(68);
    numbers(2);
    assertThat(quality().lost()).isEqualTo(1 + 63);
    numbers(67);
    assertThat(quality().lost()).isEqualTo(63);
  }

  @Test
  void theNextLifeBeginsWithItsFirstNumber() {
    numbers(900);
    tally.begin();
    numbers(7, 8);
    assertThat(quality().lost()).isZero();
  }

  @Test
  void gapsAreMeasuredWithoutOurAbsenceAndWithoutOutages() {
    tally.packet(10 * SECOND, 0, 2 * SECOND);
    tally.packet(11 * SECOND, 0, 2 * SECOND);
    tally.packet(17 * SECOND, 5 * SECOND, 2 * SECOND);
    tally.packet(21 * SECOND, 0, 2 * SECOND);
    tally.silence();
    tally.packet(90 * SECOND, 0, 2 * SECOND);
    LinkQuality quality = quality();
    assertThat(quality.gaps()).isEqualTo(3);
    assertThat(quality.meanGapMicros()).isEqualTo(2_000_000);
    assertThat(quality.longestGapMicros()).isEqualTo(4_000_000);
    assertThat(quality.gapDeviationMicros()).isBetween(1_732_000L, 1_733_000L);
    assertThat(quality.late()).isEqualTo(1);
  }
}
