package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.linuxha.heartbeat.cli.WireVectors;
import org.linuxha.heartbeat.config.Timing;

/**
 * In every capture of C nodes our heart takes each node's place in turn: fed what that node received, it sends
 * what it sent (issue 3, paragraph 6). Where ours differs on purpose, {@link WireRule} says why.
 */
class WireReplayTest {
  private static final Set<String> replayedScenarios = new TreeSet<>();

  @TestFactory
  Stream<DynamicContainer> sendsWhatTheRecordedNodeSent() {
    return WireScenario.all().stream().map(WireReplayTest::scenario);
  }

  private static DynamicContainer scenario(WireScenario scenario) {
    WireRecording recording = scenario.recording();
    List<DynamicTest> tests = new ArrayList<>();
    for (String node : scenario.realNodes(recording)) {
      tests.add(DynamicTest.dynamicTest(scenario.name() + " " + node, () -> replay(scenario, recording, node)));
    }
    return DynamicContainer.dynamicContainer(scenario.name(), tests);
  }

  private static void replay(WireScenario scenario, WireRecording recording, String node) {
    replayedScenarios.add(scenario.name());
    NodeTable table = NodeTable.EMPTY;
    for (long generation : recording.lives(node)) {
      WireLife life = new WireLife(scenario, recording, node, generation);
      WireReplay replay = new WireReplay(life, table).run();
      table = replay.table();
      assertThat(replay.differences).as("%s %s life %x", scenario.name(), node, generation).isEmpty();
      assertThat(replay.accounted).isEqualTo(life.sent.size());
    }
  }

  /** The replay itself must be able to fail: a heart with another keepalive differs. */
  @Test
  void aDifferenceIsSeen() {
    WireScenario scenario = named("bcast-sha1");
    WireScenario slower = scenario.timed(new Timing(700, 2000, 4000, 5000, 4000));
    WireLife life = new WireLife(slower, scenario.recording(), "north", scenario.recording().lives("north").get(0));
    assertThat(new WireReplay(life, NodeTable.EMPTY).run().differences).isNotEmpty();
  }

  @Test
  void everyCaptureTakesPart() {
    Set<String> replayed = new TreeSet<>();
    for (WireScenario scenario : WireScenario.all()) {
      replayed.addAll(scenario.conditions().halves().isEmpty()
          ? List.of(scenario.name()) : scenario.conditions().halves());
    }
    // one direction of a serial line: what the recorded node heard is not known. VectorsTest reads it
    replayed.add("serial-all-types");
    assertThat(replayed).isEqualTo(new TreeSet<>(WireVectors.names()));
  }

  @AfterAll
  static void everyRuleIsNeeded() {
    if (replayedScenarios.size() == WireScenario.all().size()) {
      assertThat(WireRule.usedTimes()).containsOnlyKeys(WireRule.values());
    }
  }

  private static WireScenario named(String name) {
    return WireScenario.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
