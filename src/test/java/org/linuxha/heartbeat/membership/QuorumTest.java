package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The quorum plugins and their chain (ccm.md 7.1, the table of results seen). */
class QuorumTest {

  private static boolean quorum(String names, int members, int nodes) {
    return Quorum.parse(names)
        .decide(new QuorumPlugin.Votes(members, nodes, 100L * members, 100L * nodes))
        .quorum();
  }

  @Test
  void theDefaultGivesBothHalvesOfTwoNodesQuorum() {
    assertThat(quorum("", 1, 2)).isTrue();
    assertThat(quorum("", 2, 2)).isTrue();
  }

  @Test
  void theDefaultIsMoreThanHalfFromThreeNodesOn() {
    assertThat(quorum("", 2, 3)).isTrue();
    assertThat(quorum("", 1, 3)).isFalse();
    assertThat(quorum("", 2, 4)).as("a tie that twonodes refuses").isFalse();
    assertThat(quorum("", 3, 4)).isTrue();
    assertThat(quorum("", 3, 5)).isTrue();
    assertThat(quorum("", 2, 5)).isFalse();
  }

  @Test
  void majorityAloneCannotDecideATie() {
    assertThat(quorum("majority", 1, 2)).isFalse();
    assertThat(Quorum.parse("majority").decide(new QuorumPlugin.Votes(1, 2, 100, 200)).reason())
        .contains("no quorum plugin decided");
  }

  @Test
  void theFirstDecisionCounts() {
    assertThat(quorum("twonodes:majority", 3, 3)).as("twonodes says no first").isFalse();
  }

  @Test
  void weightAddsUpTheMembersWeights() {
    assertThat(quorum("weight", 2, 3)).isTrue();
    Quorum weight = Quorum.parse("weight:majority");
    assertThat(weight.decide(new QuorumPlugin.Votes(1, 3, 500, 700)).quorum()).isTrue();
    assertThat(weight.decide(new QuorumPlugin.Votes(2, 3, 200, 700)).quorum()).isFalse();
    assertThat(weight.decide(new QuorumPlugin.Votes(1, 2, 100, 200)).quorum()).as("tie, tie").isFalse();
  }

  @Test
  void unknownPluginsAreSkippedAndNamed() {
    assertThat(quorum("nosuch:majority:twonodes", 1, 2)).isTrue();
    assertThat(Quorum.parse("nosuch:majority").unknown()).containsExactly("nosuch");
    assertThat(quorum("quorumd", 2, 2)).as("nobody decides").isFalse();
  }
}
