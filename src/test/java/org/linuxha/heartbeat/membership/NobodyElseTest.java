package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A view of one node is told only while nobody else is there, or somebody else could have been in it. */
class NobodyElseTest {
  private final Lab lab = new Lab(3, 100, 500, "n1", "n2", "n3");
  private final LabNode node = lab.start("n1");

  private String lastTold() {
    return node.told.stream().filter(event -> !(event instanceof MembershipEvent.Step)).map(Object::toString)
        .reduce((first, second) -> second).orElse("");
  }

  @Test
  void withPeersThatRunNoCcmNothingIsFormed() {
    node.sees("n2", "active");
    node.sees("n3", "dead");
    lab.run(20_000);
    assertThat(node.views).isEmpty();
    assertThat(lastTold()).isEqualTo("Unknown[reason=no membership service answers on n2]");
  }

  @Test
  void aViewToldWhileTheyWereDeadIsWithdrawnWhenTheyComeBackWithoutACcmAndStandsAgainWhenTheyAreGone() {
    node.sees("n2", "dead");
    node.sees("n3", "dead");
    lab.run(2_000);
    assertThat(node.views).hasSize(1);
    node.sees("n2", "init");
    node.sees("n2", "active");
    lab.run(3_000);
    assertThat(lastTold()).as("it may yet start its CCM").startsWith("Formed");
    lab.run(2_000);
    assertThat(lastTold()).isEqualTo("Unknown[reason=no membership service answers on n2]");
    node.sees("n2", "dead");
    lab.run(100);
    assertThat(node.views).hasSize(2);
    assertThat(node.views.get(1).number()).isEqualTo(2);
    assertThat(node.views.get(1).names()).containsExactly("n1");
  }

  @Test
  void whoJoinsAfterAWithdrawalIsInTheNextView() {
    node.sees("n2", "dead");
    node.sees("n3", "dead");
    lab.run(2_000);
    node.sees("n2", "init");
    lab.run(6_000);
    assertThat(lastTold()).startsWith("Unknown");
    lab.start("n2");
    lab.until(10_000, () -> node.view().names().contains("n2"));
    assertThat(lastTold()).startsWith("Formed");
  }
}
