package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A candidate of ours need not wait for answers to its question; one of C's gets none before it asks. */
class EarlyAnswersTest {
  private static final int DELAY = 4;

  /** The JOIN, the answer, the final list; the question, which C waits for, makes no fourth. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void aLostLeaderCostsThreeDelays(int count) {
    for (int seed = 1; seed <= 20; seed++) {
      String[] names = Stream.iterate(1, i -> i + 1).limit(count).map(i -> "n" + i).toArray(String[]::new);
      Lab lab = new Lab(seed, 200, 2000, names);
      lab.delayMillis = DELAY;
      Stream.of(names).forEach(lab::start);
      lab.until(20_000, () -> lab.agree(names));
      lab.run(3_000);
      String leader = lab.nodes.get("n1").view().leader();
      String[] others = Stream.of(names).filter(name -> !name.equals(leader)).toArray(String[]::new);
      lab.crash(leader);
      lab.until(4_000, () -> Stream.of(others).allMatch(name -> "dead".equals(lab.nodes.get(name).status.get(leader))));
      assertThat(lab.until(1_000, () -> lab.agree(others))).as("seed " + seed).isLessThanOrEqualTo(3 * DELAY);
    }
  }

  @Test
  void aCandidateOfCIsAnsweredWhenItAsks() {
    Lab lab = new Lab(7, 200, 2000, "n1", "n2", "n3", "n4");
    lab.delayMillis = DELAY;
    lab.start("n4", true);
    lab.start("n3", true);
    lab.run(12_000);
    lab.start("n1");
    lab.start("n2");
    lab.until(20_000, () -> lab.agree("n1", "n2", "n3", "n4"));
    lab.run(3_000);
    assertThat(lab.nodes.get("n1").view().leader()).isEqualTo("n4");
    int begun = lab.lines.size();
    lab.crash("n4");
    lab.until(20_000, () -> lab.agree("n1", "n2", "n3"));
    List<String> lines = lab.lines.subList(begun, lab.lines.size());
    assertThat(first(lines, "-> n3 RES_MEMLIST")).isGreaterThan(first(lines, "n3 -> all REQ_MEMLIST"));
    assertThat(lines.get(first(lines, "n3 -> all FINAL_MEMLIST"))).contains("{n1 n2 n3}");
  }

  private static int first(List<String> lines, String text) {
    return lines.indexOf(lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow());
  }
}
