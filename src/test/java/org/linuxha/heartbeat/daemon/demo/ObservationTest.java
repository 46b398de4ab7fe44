package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the demo makes of two answers of a node. */
class ObservationTest {
  private static final Observation WELL = Scenes.observation(Map.of(), Map.of(), 0, null);

  private static List<String> texts(Observation now, Observation before) {
    return now.changesSince(before).stream().map(Change::text).toList();
  }

  @Test
  void completeMeansAllActiveAndHeardOnAllLinks() {
    assertThat(WELL.isComplete(DemoCluster.NODES)).isTrue();
    assertThat(Scenes.observation(Map.of("bob", "up"), Map.of(), 0, null).isComplete(DemoCluster.NODES)).isFalse();
    assertThat(Scenes.observation(Map.of(), Map.of("bob red", "dead"), 0, null).isComplete(DemoCluster.NODES)).isFalse();
    assertThat(Observation.NOTHING.isComplete(DemoCluster.NODES)).isFalse();
  }

  @Test
  void onlyChangesAreTold() {
    assertThat(WELL.changesSince(WELL)).isEmpty();
    assertThat(texts(Scenes.observation(Map.of("bob", "dead"), Map.of("bob blue", "dead"), 0, null), WELL))
        .containsExactly("bob is dead (no status for 1007 ms)", "bob's link blue is dead (a packet)");
  }

  @Test
  void aViewAndAnAbsenceAreToldOnce() {
    Observation first = Scenes.observation(Map.of(), Map.of(), 0, Scenes.view(3, true, "bob", "alice", "carol"));
    Observation second = Scenes.observation(Map.of(), Map.of(), 702, Scenes.view(4, true, "carol", "alice"));
    assertThat(texts(first, WELL))
        .containsExactly("membership 3: alice, bob and carol, quorum (so it was agreed)");
    assertThat(texts(second, first)).containsExactly(
        "membership 4: alice and carol, quorum (so it was agreed)", "I was away for 702 ms and judge nobody for it");
    assertThat(texts(second, second)).isEmpty();
  }

  @Test
  void whatANodeSaysCannotSteerTheTerminal() {
    assertThat(texts(Scenes.observation(Map.of("bob", "\033[2J"), Map.of(), 0, null), WELL)).singleElement()
        .satisfies(text -> assertThat(Words.printable(text)).doesNotContain("\033"));
  }
}
