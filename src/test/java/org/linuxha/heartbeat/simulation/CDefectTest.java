package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.View;

/** The exceptions for what C's CCM never heals: a list with its paragraphs, and for C-like nodes alone. */
class CDefectTest {

  @Test
  void eachExceptionNamesItsParagraphsOfCcmMd() {
    for (CDefect defect : CDefect.values()) {
      assertThat(defect.paragraphs()).as(defect.name()).matches("(10|4)\\.\\d+(, (10|4)\\.\\d+)*");
    }
  }

  /** The leader restarts within deadtime (ccm.md 8.9): C parts for ever, which is excused; ours must not. */
  @Test
  void separateGroupsAreExcusedOnlyWhereAllAreLikeC() {
    assertThat(CDefect.excused(afterQuickRestart(List.of(true, true, true)))).isTrue();
    Side mixed = afterQuickRestart(List.of(false, true, true));
    assertThat(mixed.disagreement()).as("one of ours brings them together").isNull();
  }

  private static Side afterQuickRestart(List<Boolean> clike) {
    SmallWorld small = new SmallWorld(clike);
    small.startAll();
    small.run(15);
    small.world.node("n3").crash(false);
    small.run(1);
    small.world.node("n3").start();
    small.run(60);
    Side side = Side.of(small.world).get(0);
    assertThat(side.nodes()).hasSize(3);
    return side;
  }

  @Test
  void aSideThatSimplyDoesNotAgreeIsNotExcused() {
    SmallWorld small = new SmallWorld(List.of(false, false, false));
    small.startAll();
    small.run(1);
    small.world.node("n1").crash(false);
    small.world.node("n1").start();
    Side side = Side.of(small.world).get(0);
    assertThat(side.disagreement()).isNotNull();
    assertThat(CDefect.excused(side)).isFalse();
  }

  /** The leader n5 is one of C. What it does because n2 and n3 do not hear each other is excused, as long as ours hears all. */
  @Test
  void restlessnessIsExcusedOnlyWhereOursHasNoPartInTheFault() {
    SimulatedNode ours = ledByC();
    View turn = view("n5", List.of("n2"), List.of("n3"));
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("no fault").isFalse();
    cut(ours, "n2>n3");
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("a C leader, two C nodes, one deaf to the other").isTrue();
    assertThat(CDefect.excusesRestlessness(ours, view("n5", List.of(), List.of()))).as("a round that ends as it began").isTrue();
    cut(ours, "n2>n1");
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("ours is deaf, too").isFalse();
  }

  /** Whoever lives elsewhere, and a newcomer that does not hear ours, change nothing in what the C leader and the two do. */
  @Test
  void restlessnessIsExcusedWhoeverElseOursDoesNotHear() {
    SimulatedNode ours = ledByC();
    View turn = view("n5", List.of("n2"), List.of("n3"));
    cut(ours, "n2>n3");
    cut(ours, "n4>n1");
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("n4 is no member").isTrue();
    cut(ours, "n1>n3");
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("n3, no member, does not hear ours").isTrue();
    View withFour = new View(9, 9, "n5", true, List.of(new Member("n4", 3, 1)), List.of("n2"), List.of("n3"), "it was made so", List.of(), 0);
    assertThat(CDefect.excusesRestlessness(ours, withFour)).as("n4 is a member, and ours does not hear it").isFalse();
  }

  /** A C node that the leader does not hear is taken in by nobody, so that it does not matter whether ours hears it. */
  @Test
  void restlessnessIsExcusedWhoeverCannotBeTakenIn() {
    SimulatedNode ours = ledByC();
    View turn = view("n5", List.of("n2"), List.of("n3"));
    cut(ours, "n2>n3");
    cut(ours, "n4>n2");
    cut(ours, "n4>n1");
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("n4 turns, too, and ours does not hear it").isFalse();
    cut(ours, "n4>n5");
    assertThat(CDefect.excusesRestlessness(ours, turn)).as("the leader does not hear n4").isTrue();
  }

  /** Meanwhile other things happen, and they count. */
  @Test
  void restlessnessIsExcusedOnlyInViewsOfTheCLeaderAboutThoseTwo() {
    SimulatedNode ours = ledByC();
    cut(ours, "n2>n3");
    assertThat(CDefect.excusesRestlessness(ours, view("n1", List.of("n2"), List.of("n3")))).as("ours leads").isFalse();
    assertThat(CDefect.excusesRestlessness(ours, view("n5", List.of("n2", "n5"), List.of()))).as("the leader came").isFalse();
    assertThat(CDefect.excusesRestlessness(ours, view("n5", List.of("n2"), List.of("n4")))).as("n4 hears all").isFalse();
    assertThat(CDefect.excusesRestlessness(ours, view("n5", List.of("n1", "n2"), List.of()))).as("ours came").isFalse();
    assertThat(CDefect.excusesRestlessness(ours, view("n3", List.of("n2"), List.of()))).as("the leader is one of the two").isFalse();
  }

  private static SimulatedNode ledByC() {
    SmallWorld small = new SmallWorld(List.of(false, true, true, true, true));
    small.startAll();
    small.run(30);
    SimulatedNode ours = small.world.node("n1");
    assertThat(ours.service().agreement().leader()).isEqualTo("n5");
    return ours;
  }

  private static void cut(SimulatedNode ours, String path) {
    new Fault.CutPath(PathPattern.parse(path)).befall(ours.world());
  }

  private static View view(String leader, List<String> joined, List<String> left) {
    return new View(9, 9, leader, true, List.of(), joined, left, "it was made so", List.of(), 0);
  }
}
