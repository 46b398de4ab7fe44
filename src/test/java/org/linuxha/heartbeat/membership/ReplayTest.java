package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * In each recorded scenario our machine takes each node's place in turn: fed what that node received, it
 * sends what it sent, goes through the states it went through, and tells the memberships it told. There
 * is no list of known differences: every node of every scenario agrees.
 */
class ReplayTest {
  /** Moments in {@code views.json} are so exact. */
  private static final double MOMENT_SECONDS = 0.03;

  @Test
  void thereAreAllScenarios() {
    assertThat(Vectors.scenarios()).hasSize(63);
  }

  @TestFactory
  Stream<DynamicContainer> doesWhatTheRecordedProgramDid() {
    return Vectors.scenarios().stream().map(ReplayTest::scenario);
  }

  private static DynamicContainer scenario(String name) {
    Recording recording = new Recording(name);
    int[] compared = {0};
    List<DynamicTest> tests = new ArrayList<>();
    recording.livesByNode.keySet().forEach(
        node -> tests.add(DynamicTest.dynamicTest(
            name + " " + node, () -> compared[0] += replay(recording, node))));
    tests.add(DynamicTest.dynamicTest(
        name + " every recorded message", () -> assertThat(compared[0]).isEqualTo(messagesToOthers(recording))));
    return DynamicContainer.dynamicContainer(name, tests);
  }

  /** Messages that our machine had to send as well; C also answers itself (ccm.md 10.13). */
  private static int messagesToOthers(Recording recording) {
    int count = 0;
    for (Recording.Packet packet : recording.packets) {
      Message message = packet.message();
      count += message.text(Fields.SOURCE).equals(message.text(Fields.DESTINATION)) ? 0 : 1;
    }
    return count;
  }

  private static int replay(Recording recording, String node) {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (NodeLog.Life life : recording.livesByNode.get(node)) {
      Replay replay = Replay.of(recording, node, life);
      compared += replay.compared;
      differences.addAll(replay.differences);
      differences.addAll(viewDifferences(recording, node, replay));
    }
    assertThat(differences).as(recording.name + " " + node).isEmpty();
    return compared;
  }

  /** What {@code views.json} says of the node in that life, against what our machine said and was. */
  private static List<String> viewDifferences(Recording recording, String node, Replay replay) {
    List<String> differences = new ArrayList<>();
    for (Object moment : recording.views.getJsonArray("views")) {
      JsonObject view = (JsonObject) moment;
      JsonObject recorded = view.getJsonObject("nodes").getJsonObject(node);
      double at = view.getDouble("at");
      if (recorded != null && at > replay.start() && at <= replay.end()) {
        String expected = recorded(recorded);
        String ours = ours(replay, at);
        if (!ours.equals(expected) && !ours(replay, at + MOMENT_SECONDS).equals(expected)) {
          differences.add("%s: it is %s, C was %s".formatted(view.getString("label"), ours, expected));
        }
      }
    }
    return differences;
  }

  private static String recorded(JsonObject view) {
    return view.getString("state") + " " + view.getInteger("instance") + " " + view.getString("leader") + " "
        + view.getInteger("quorum") + " " + new TreeMap<>(view.getJsonObject("born").getMap());
  }

  private static String ours(Replay replay, double at) {
    NodeLog.Effect.Told told = Objects.requireNonNull(replay.toldAt(at), "nothing told");
    return replay.stateAt(at).wireName() + " " + told.instance() + " " + told.leader() + " "
        + (told.quorum() ? 1 : 0) + " " + told.born();
  }

  /** The replay itself must be able to fail: a machine that reports the right name differs from C. */
  @Test
  void aMachineWithAnotherRuleIsFoundOut() {
    Recording recording = new Recording("crash-follower-3");
    NodeLog.Life life = recording.livesByNode.get("n2").get(0);
    Conduct ours = new Interventions.RecordedConduct(true);
    assertThat(Replay.of(recording, "n2", life, ours).differences)
        .anySatisfy(difference -> assertThat(difference).contains("it sent").contains("NODE_LEAVE"));
  }
}
