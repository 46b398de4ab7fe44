package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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

  /** The leader n4 is one of C: what it does because n2 and n3 do not hear each other is excused only as long as ours hears all. */
  @Test
  void restlessnessIsExcusedOnlyWhereOursHasNoPartInTheFault() {
    SmallWorld small = new SmallWorld(List.of(false, true, true, true));
    small.startAll();
    small.run(30);
    SimulatedNode ours = small.world.node("n1");
    assertThat(ours.service().agreement().leader()).isEqualTo("n4");
    assertThat(CDefect.excusesRestlessness(ours)).as("no fault").isFalse();
    new Fault.CutPath(PathPattern.parse("n2>n3")).befall(small.world);
    assertThat(CDefect.excusesRestlessness(ours)).as("a C leader, two C nodes").isTrue();
    new Fault.CutPath(PathPattern.parse("n2>n1")).befall(small.world);
    assertThat(CDefect.excusesRestlessness(ours)).as("ours is deaf, too").isFalse();
  }
}
