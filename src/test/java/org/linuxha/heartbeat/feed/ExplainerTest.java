package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** What is said of a decision: the numbers it was based on, and whose fault it can be. */
class ExplainerTest {
  private static final long SILENT_MILLIS = 2_000;

  private final ClusterModel model = new ClusterModel(Story.moment(0));
  private final Explainer explainer = new Explainer(model, "alice");
  private final Story story = Story.allActive();

  /** All events so far are taken, and the next comes a second later. */
  private Moment now() {
    List<Told> events = story.events();
    events.subList((int) model.ordinal(), events.size()).forEach(model::apply);
    return Story.moment(events.size() + 1);
  }

  private static ClusterEvent.LinkActivity heard(String node, Moment moment) {
    return new ClusterEvent.LinkActivity(node, "eth0", moment.nanos(), 5, 0);
  }

  private static Moment before(Moment moment, long millis) {
    return moment.at(moment.nanos() - millis * 1_000_000);
  }

  private String deathOfBob(long carolSilentMillis, long latenessMillis, long absentMillis) {
    Moment moment = Story.moment(story.events().size() + 2);
    Moment last = before(moment, SILENT_MILLIS);
    story.tell(new ClusterEvent.Activity(List.of(heard("bob", last), heard("carol", before(moment, carolSilentMillis)))));
    assertThat(now()).isEqualTo(moment);
    Evidence evidence =
        new Evidence(last.nanos(), "eth0", SILENT_MILLIS, 1_500, latenessMillis, absentMillis);
    return String.join("\n", explainer.node(
        new ClusterEvent.NodeStatus("bob", NodeType.NORMAL, "dead", "active", "no status for 2000 ms", evidence), moment));
  }

  @Test
  void aDeathSaysWhenAndWhereTheLastPacketCameAndTheLimit() {
    assertThat(deathOfBob(100, 3, 0))
        .contains("Node bob was declared dead at 2023-11-14 22:13:")
        .containsPattern("Its last packet came at 2023-11-14 22:13:\\d\\d.000 UTC on link eth0. It was silent for 2000 ms; allowed were 1500 ms.")
        .contains("Our own clock turn was 3 ms late, so the silence was not of our making.");
  }

  @Test
  void ourOwnLatenessAndAbsenceAreOwnedUpTo() {
    assertThat(deathOfBob(100, 700, 400))
        .contains("Of that silence 400 ms were our own absence")
        .contains("Our own clock turn was 700 ms late; everything that had arrived meanwhile was read before judging.");
  }

  @Test
  void anotherNodeThatWasHeardMeanwhileIsAWitness() {
    assertThat(deathOfBob(100, 0, 0))
        .contains("Meanwhile carol (active) was heard as ever, so this node's own network works.")
        .contains("Look at bob itself");
  }

  @Test
  void nobodyElseHeardMeanwhileMeansThatWeMayBeCutOff() {
    assertThat(deathOfBob(1_990, 0, 0))
        .contains("Nobody else was heard meanwhile (carol (active)): it may be this node that is cut off.")
        .doesNotContain("heard as ever");
  }

  @Test
  void ourOwnFaultyMediumIsNamedFirst() {
    story.tell(new ClusterEvent.MediumStatus("mcast 0", "mcast", "eth0", false,
        new Problem(Code.LINK_NOT_DRAINED, "eth0", "the device went away.")));
    assertThat(deathOfBob(1_990, 0, 0)).contains("Our own medium mcast eth0 does not work: eth0: the device went away.");
  }

  @Test
  void ofTwoNodesNobodyCanTellWhoseNetworkFailed() {
    story.tell(new ClusterEvent.NodeRemoved("carol", "deleted"));
    assertThat(deathOfBob(100, 0, 0)).contains("There is no other node to compare with").contains("ping node");
  }

  @Test
  void aDeadLinkOfANodeThatIsHeardElsewhereIsNoDeath() {
    Moment last = before(Story.moment(story.events().size() + 3), SILENT_MILLIS);
    story.tell(new ClusterEvent.NodeAdded("dave", NodeType.NORMAL, null, "active", 100, "", List.of("eth0", "eth1")));
    story.tell(new ClusterEvent.LinkStatus("dave", "eth1", true, "a packet came", null));
    Moment moment = now();
    List<String> said = new ArrayList<>(explainer.link(
        new ClusterEvent.LinkStatus("dave", "eth0", false, "no packet for 2000 ms",
            new Evidence(last.nanos(), "eth0", SILENT_MILLIS, 1_500, 0, 0)), moment));
    assertThat(String.join("\n", said))
        .contains("Node dave is still heard on eth1, so it lives and stays in the cluster")
        .contains("Nobody else was heard on eth0");
  }

  @Test
  void ourAbsenceIsNobodysDeath() {
    assertThat(String.join("\n", Explainer.away(new ClusterEvent.Away(700), Story.moment(3))))
        .contains("did not run for 700 ms").contains("No node and no link is judged for that time");
  }
}
