package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has whose ways in a simulated world. */
class MembersTest {
  private static List<Boolean> clike(String text, int size, long seed) {
    return Members.parse(text).clike(size, new SeededRandom(seed));
  }

  @Test
  void oneWordIsForAll() {
    assertThat(clike("ours", 3, 1)).containsExactly(false, false, false);
    assertThat(clike("c", 2, 1)).containsExactly(true, true);
    assertThat(Members.parse("none").any()).isFalse();
  }

  @Test
  void aListSpeaksOfEachNodeAndSaysHowManyThereAre() {
    assertThat(clike("ours,c,ours", 3, 1)).containsExactly(false, true, false);
    assertThat(Members.parse("ours,c,ours").nodes()).isEqualTo(3);
    assertThat(LifePlan.draw(5, LifePlan.Fixed.members(Members.parse("c,c,ours"))).nodes()).hasSize(3);
  }

  @Test
  void mixedHasBothKinds() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(clike("mixed", 2 + (int) seed % 4, seed)).contains(true, false);
    }
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> Members.parse("theirs")).hasMessageContaining("ours or c for each node");
    assertThatThrownBy(() -> Members.parse("ours,mixed")).hasMessageContaining("'ours,mixed'");
  }
}
