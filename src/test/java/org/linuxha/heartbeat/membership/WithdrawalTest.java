package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asked a C leader in vain and goes on alone takes its question back. */
class WithdrawalTest {
  private static final String LEAVE = "ccm leave (died), takes back its question";

  @Test
  void fourTimesAKeepaliveApartAndTheLeaderForgetsUs() {
    Lab lab = askedInVain(true);
    assertThat(lab.nodes.get("n3").view().names()).as("n3 took n1 in, who does not hear of it").containsExactly("n1", "n3");
    lab.until(10_000, () -> alone(lab));
    lab.run(1000);
    assertThat(withdrawals(lab)).isEqualTo(4);
    assertThat(lab.nodes.get("n3").view().names()).containsExactly("n3");
  }

  /** One of ours sees by the JOIN of the former group that the newcomer missed its list. */
  @Test
  void notFromALeaderOfOurs() {
    Lab lab = askedInVain(false);
    lab.until(10_000, () -> alone(lab));
    lab.run(1000);
    assertThat(withdrawals(lab)).isZero();
    assertThat(lab.nodes.get("n3").view().names()).containsExactly("n3");
  }

  /** n2 comes in after the first one: it would take the next one for n1's loss. */
  @Test
  void onlyWhileWeAreAlone() {
    Lab lab = askedInVain(true);
    lab.start("n2");
    lab.cut("n3", "n2");
    lab.until(10_000, () -> withdrawals(lab) > 0);
    lab.until(10_000, () -> lab.nodes.get("n1").ccm().machine().group.size() == 2);
    long before = withdrawals(lab);
    lab.run(2000);
    assertThat(withdrawals(lab)).as("no more").isEqualTo(before);
    assertThat(lab.nodes.get("n1").view().names()).containsExactly("n1", "n2");
  }

  /** n1 has asked n3, and hears nothing of it from then on. */
  private static Lab askedInVain(boolean likeC) {
    Lab lab = new Lab(3, 200, 20_000, "n1", "n2", "n3");
    lab.start("n3", likeC);
    lab.run(30_000);
    lab.start("n1");
    if (!likeC) {
      // as a JOIN of n3 would have told it before
      lab.nodes.get("n1").ccm().machine().nodes.get("n3").takesEarlyAnswers(true);
    }
    lab.until(30_000, () -> lab.nodes.get("n1").ccm().state() == CcmState.NEW_NODE_WAIT_FOR_MEM_LIST);
    lab.cut("n3", "n1");
    lab.run(500);
    return lab;
  }

  private static boolean alone(Lab lab) {
    Machine machine = lab.nodes.get("n1").ccm().machine();
    return machine.state() == CcmState.JOINED && machine.group.size() == 1;
  }

  private static long withdrawals(Lab lab) {
    List<String> lines = lab.lines;
    return lines.stream().filter(line -> line.contains("n1 ") && line.contains(LEAVE)).count();
  }
}
