package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tale says what the nodes said, when all have said it, and claims nothing else. */
class TaleTest {
  private final Scenes scenes = new Scenes();

  private static Observation dead(String node, String... others) {
    return Scenes.observation(Map.of(node, "dead"), Map.of(), 0,
        others.length == 0 ? null : Scenes.view(4, true, others));
  }

  @Test
  void aKillIsToldWhenAllOthersHaveNoticedAndTheViewIsMade() {
    Tale tale = Tale.of(new Order.Kill("bob"), scenes.now());
    scenes.bodies.put("bob", Scene.Body.KILLED);
    scenes.said.remove("bob");
    scenes.says("alice", dead("bob"));
    assertThat(tale.isRipe(scenes.now())).as("carol has not noticed").isFalse();
    scenes.says("alice", dead("bob", "alice", "bob", "carol"));
    scenes.says("carol", dead("bob", "alice", "bob", "carol"));
    assertThat(tale.isRipe(scenes.now())).as("the old view").isFalse();
    scenes.says("alice", dead("bob", "alice", "carol"));
    scenes.says("carol", dead("bob", "alice", "carol"));
    assertThat(tale.isRipe(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains(
        "alice and carol called it dead after 1007 and 1007 ms of silence (deadtime is 1000 ms)",
        "2 of 3 votes, quorum", "Nothing else happened");
  }

  @Test
  void whatHappenedBesidesIsNotHidden() {
    Tale tale = Tale.of(new Order.Kill("bob"), scenes.now());
    scenes.said.remove("bob");
    scenes.says("alice", Scenes.observation(Map.of("bob", "dead", "carol", "dead"), Map.of(), 0, null));
    scenes.says("carol", dead("bob"));
    assertThat(tale.tell(scenes.now())).contains("Besides, carol was called dead")
        .doesNotContain("Nothing else happened");
  }

  @Test
  void aShortPauseIsNoDeathAndALongOneIs() {
    Tale tale = Tale.of(new Order.Pause("bob", 700), scenes.now());
    scenes.millis = 2_300;
    scenes.says("bob", Scenes.observation(Map.of(), Map.of(), 690, null));
    assertThat(tale.isRipe(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains("Nobody called it dead", "away for 690 ms", "judged nobody");
    scenes.says("alice", dead("bob"));
    assertThat(tale.tell(scenes.now())).doesNotContain("Nobody called it dead").contains("alice called it dead");
  }

  @Test
  void aPauseOutsideTheClusterProvesNothing() {
    scenes.said.put("alice", dead("bob"));
    scenes.said.put("carol", dead("bob"));
    Tale tale = Tale.of(new Order.Pause("bob", 700), scenes.now());
    assertThat(tale.tell(scenes.now())).contains("nobody could notice").doesNotContain("below deadtime");
  }

  @Test
  void aCutLinkIsNoDeadNode() {
    Tale tale = Tale.of(new Order.Cut("bob", "red"), scenes.now());
    scenes.faults = Faults.NONE.cutting("bob", "red");
    assertThat(tale.isRipe(scenes.now())).isFalse();
    Observation without = Scenes.observation(Map.of(), Map.of("bob red", "dead"), 0, null);
    scenes.says("alice", without);
    scenes.says("carol", without);
    assertThat(tale.isRipe(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains("called the link dead, but not the node", "on blue");
  }

  @Test
  void aCutThatIsHealedBeforeItsConsequencesIsNotSaidToGoUnnoticed() {
    Tale tale = Tale.of(new Order.Cut("bob", "red"), scenes.now());
    scenes.faults = Faults.NONE.cutting("bob", "red");
    assertThat(tale.isRipe(scenes.now())).isFalse();
    scenes.faults = Faults.NONE;
    assertThat(tale.isRipe(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains("carries again").doesNotContain("not all have noticed");
  }

  @Test
  void theLastCutSplitsTheClusterAndVotesDecide() {
    scenes.faults = Faults.NONE.cutting("bob", "red");
    Tale tale = Tale.of(new Order.Cut("bob", "blue"), scenes.now());
    assertThat(tale.opening()).contains("its last one");
    scenes.says("alice", dead("bob", "alice", "carol"));
    scenes.says("carol", dead("bob", "alice", "carol"));
    scenes.says("bob", Scenes.observation(Map.of("alice", "dead", "carol", "dead"), Map.of(), 0,
        Scenes.view(5, false, "bob")));
    assertThat(tale.isRipe(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains("alice and carol: membership of alice and carol, 2 of 3 votes, quorum", "bob is alone: 1 of 3 votes, no quorum");
  }

  @Test
  void nothingIsWaitedForWithoutEnd() {
    Tale tale = Tale.of(new Order.Kill("bob"), scenes.now());
    scenes.millis = 21_000;
    assertThat(tale.isRipe(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains("nobody did");
  }

  @Test
  void aDelayIsNoDeathUnlessSomebodySaysSo() {
    Tale tale = Tale.of(new Order.Delay("bob", "red", 300), scenes.now());
    assertThat(tale.opening()).contains("300 ms late").contains("heartbeat.json");
    scenes.millis += 5_000;
    assertThat(tale.isOver(scenes.now())).isTrue();
    assertThat(tale.tell(scenes.now())).contains("Nobody called the link dead").contains("Nobody called the node dead");
    scenes.says("alice", Scenes.observation(Map.of(), Map.of("bob red", "dead"), 0, null));
    assertThat(tale.tell(scenes.now())).contains("alice called the link dead").contains("no sign of life").contains("Nobody called the node dead");
    scenes.says("carol", Scenes.observation(Map.of("bob", "dead"), Map.of(), 0, null));
    assertThat(tale.tell(scenes.now())).contains("bob was called dead").doesNotContain("Nobody");
  }
}
