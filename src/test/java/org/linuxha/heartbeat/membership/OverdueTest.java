package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linuxha.heartbeat.cluster.ClusterEvent;

/** Deaths wait for the verdict about other members that are silent, too, and for nobody else. */
class OverdueTest {
  private final Lab lab = new Lab(7, 100, 500, "n1", "n2", "n3", "n4", "n5");

  @BeforeEach
  void allFive() {
    lab.table.forEach(lab::start);
    lab.until(10_000, () -> lab.agree("n1", "n2", "n3", "n4", "n5"));
    lab.run(1_000);
  }

  private int viewsOf(String node) {
    return lab.nodes.get(node).views.size();
  }

  /** The leader is n5. */
  @ParameterizedTest
  @CsvSource({"n1,n2", "n3,n1", "n1,n5", "n5,n4"})
  void twoNodesThatDieTogetherMakeOneViewChange(String one, String other) {
    String[] survivors =
        lab.table.stream().filter(node -> !node.equals(one) && !node.equals(other)).toArray(String[]::new);
    int before = viewsOf(survivors[0]);
    int[] counts = new int[survivors.length];
    for (int i = 0; i < survivors.length; i++) {
      counts[i] = viewsOf(survivors[i]);
    }
    lab.crash(one);
    lab.in(60, () -> lab.crash(other));
    lab.until(2_000, () -> lab.agree(survivors));
    lab.run(2_000);
    for (int i = 0; i < survivors.length; i++) {
      assertThat(viewsOf(survivors[i]) - counts[i]).as("views of " + survivors[i]).isEqualTo(1);
    }
    assertThat(lab.nodes.get(survivors[0]).views.get(before).left()).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void aSingleDeathWaitsForNobody() {
    lab.crash("n2");
    lab.until(2_000, () -> "dead".equals(lab.nodes.get("n5").status.get("n2")));
    long millis = lab.until(2_000, () -> lab.agree("n1", "n3", "n4", "n5"));
    assertThat(millis).as("from the leader's verdict to the view everywhere").isLessThan(60);
  }

  @Test
  void aMemberThatIsHeardAgainEndsTheWaiting() {
    lab.crash("n2");
    lab.in(150, () -> lab.nodes.keySet().stream().filter(node -> !node.equals("n1")).forEach(node -> lab.cut("n1", node)));
    lab.in(560, lab::heal);
    lab.run(555);
    assertThat(lab.nodes.get("n5").view().names()).as("n1 has its time until 650 ms").contains("n2");
    long millis = lab.until(2_000, () -> lab.agree("n1", "n3", "n4", "n5"));
    assertThat(millis).as("from there on").isLessThan(60);
  }

  @Test
  void theWaitingEndsAtTheDeadlineEvenIfNoVerdictComes() {
    lab.crash("n2");
    lab.run(450);
    long deadline = lab.nowNanos + 150 * Lab.MILLIS;
    lab.nodes.values().forEach(node -> node.feed(new ClusterEvent.Overdue("n1", 400, deadline)));
    lab.run(145);
    assertThat(lab.nodes.get("n5").status).containsEntry("n2", "dead");
    assertThat(lab.nodes.get("n5").view().names()).contains("n2");
    lab.run(50);
    assertThat(lab.nodes.get("n5").view().names()).containsExactly("n1", "n3", "n4", "n5");
  }
}
