package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** What an administrator should look at, and what is no reason for alarm. */
class HealthTest {
  private static List<String> findings(Story story) {
    ClusterModel model = new ClusterModel(Story.moment(0));
    for (Told told : story.events()) {
      model.apply(told);
    }
    return new Health(model, "alice").findings();
  }

  @Test
  void aWholeClusterHasNoFindingsThoughOurOwnLinkIsNeverHeard() {
    assertThat(findings(Story.allActive())).isEmpty();
  }

  @Test
  void aDeadNodeIsOneFindingWithItsReason() {
    Story story =
        Story.allActive()
            .tell(Story.death("bob"))
            .tell(new ClusterEvent.LinkStatus("bob", "eth0", false, "silent", null));
    assertThat(findings(story)).containsExactly("Node bob is dead: nothing heard for its deadtime.");
  }

  @Test
  void aDeadLinkOfALiveNodeIsAFinding() {
    Story story =
        Story.allActive().tell(new ClusterEvent.LinkStatus("bob", "eth0", false, "silent for 10 s", null));
    assertThat(findings(story)).containsExactly("Link eth0 of node bob is dead: silent for 10 s.");
  }

  @Test
  void aNodeThatIsUpAndNotActiveIsAFinding() {
    assertThat(findings(Story.allActive().tell(Story.status("carol", "up", "active", "it says so"))))
        .containsExactly("Node carol is not active: its status is up.");
  }

  @Test
  void aFaultyMediumIsAFinding() {
    Story story =
        Story.allActive()
            .tell(new ClusterEvent.MediumStatus("mcast 0", "mcast", "eth0", false,
                new Problem(Code.LINK_CANNOT_OPEN, "", "No such device")));
    assertThat(findings(story)).containsExactly("Medium mcast eth0 does not work: No such device");
  }

  @Test
  void aPausedFlowIsAFinding() {
    assertThat(findings(Story.allActive().tell(new ClusterEvent.Flow(true, "bob does not acknowledge"))))
        .singleElement().asString().contains("bob does not acknowledge");
  }

  @Test
  void aDeadPingNodeIsAFinding() {
    Story story =
        Story.allActive()
            .tell(new ClusterEvent.NodeAdded(
                "10.0.0.1", NodeType.PING, null, "dead", 100, "", List.of("10.0.0.1")));
    assertThat(findings(story)).singleElement().asString().startsWith("Ping node 10.0.0.1 is dead");
  }

  /** A crossover cable between alice and bob says nothing about carol. */
  @Test
  void aLineToOnePeerNeedNotCarryTheOthersButABusMust() {
    for (String kind : List.of("serial", "mcast")) {
      Story story = new Story().tell(new ClusterEvent.MediumStatus("x", kind, "eth1", true, null));
      for (String name : List.of("alice", "bob", "carol")) {
        story.tell(new ClusterEvent.NodeAdded(name, NodeType.NORMAL, null, "active", 100, "", List.of("eth1")));
      }
      story.tell(new ClusterEvent.LinkStatus("bob", "eth1", true, "heard", null));
      assertThat(findings(story).stream().anyMatch(text -> text.startsWith("Link eth1 of node carol")))
          .as(kind).isEqualTo(kind.equals("mcast"));
    }
  }
}
