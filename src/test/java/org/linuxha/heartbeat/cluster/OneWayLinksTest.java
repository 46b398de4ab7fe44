package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.problem.Code;

/** A link that hears but is not heard is named, with peers of our own kind and with C's. */
class OneWayLinksTest {
  private final TwoNodes world = new TwoNodes();
  private TwoNodes.Node alice;

  @BeforeEach
  void start() {
    alice = world.add("alice", 100, TwoNodes.config(false, "alice", "bob"));
    world.add("bob", 200, TwoNodes.config(false, "alice", "bob"));
    world.nodes.values().forEach(TwoNodes.Node::start);
    world.runMillis(6_000);
  }

  private HeardThere heardByBob() {
    List<ClusterEvent.Activity> all = alice.told(ClusterEvent.Activity.class);
    return all.get(all.size() - 1).links().stream()
        .filter(link -> link.node().equals("bob")).findAny().orElseThrow().quality().heardThere();
  }

  private List<ClusterEvent.Notice> named() {
    return alice.told(ClusterEvent.Notice.class).stream().filter(notice -> notice.code() == Code.LINK_ONE_WAY).toList();
  }

  @Test
  void bothDirectionsOfAGoodLinkAreKnownAndNothingIsNamed() {
    world.runMillis(5_000);
    assertThat(heardByBob()).isEqualTo(HeardThere.YES);
    assertThat(named()).isEmpty();
  }

  @Test
  void aNodeOfOurKindThatHearsNothingIsNamedOnceAndForgivenWhenItHears() {
    world.lost = (from, message) -> from.equals("alice");
    world.runMillis(5_000);
    assertThat(heardByBob()).isEqualTo(HeardThere.NO);
    assertThat(named()).singleElement().extracting(ClusterEvent.Notice::text).asString()
        .contains("Link bob:eth0 goes one way");
    world.lost = (from, message) -> false;
    world.runMillis(5_000);
    assertThat(heardByBob()).isEqualTo(HeardThere.YES);
    assertThat(named()).hasSize(1);
  }

  @Test
  void ourOwnBroadcastsThatComeBackAreNoLinkThatGoesOneWay() {
    world.cable("alice", "eth0", "bob", "eth0");
    world.cable("alice", "eth0", "alice", "eth0");
    world.runMillis(2_000);
    assertThat(alice.told(ClusterEvent.LinkStatus.class)).anyMatch(link -> link.node().equals("alice"));
    // as long as everybody is heard a report says so without names
    world.nodes.get("bob").running = false;
    world.runMillis(8_000);
    assertThat(named()).isEmpty();
  }

  @Test
  void aNodeThatSaysNothingOfItsLinksIsNamedWhenItAcknowledgesNothing() {
    world.cLike.add("bob");
    world.runMillis(2_000);
    assertThat(heardByBob()).as("its only link, and it acknowledges").isEqualTo(HeardThere.YES);
    world.lost = (from, message) -> from.equals("alice");
    world.runMillis(10_000);
    assertThat(heardByBob()).isEqualTo(HeardThere.NO);
    assertThat(named()).hasSize(1);
  }

  @Test
  void aReportNamesLinksAndUnknownNamesProveNothing() {
    HearingReport some = HearingReport.parse("hv/1 hears=alice@eth0,bob@eth1", "alice");
    assertThat(some.capabilities()).isEqualTo("hv/1");
    assertThat(some.on("eth0", Set.of("eth0", "eth1"))).isEqualTo(HeardThere.YES);
    assertThat(some.on("eth1", Set.of("eth0", "eth1"))).isEqualTo(HeardThere.NO);
    assertThat(HearingReport.parse("hv/1 hears=alice@/dev/ttyS1", "alice").on("/dev/ttyS0", Set.of("/dev/ttyS0")))
        .isEqualTo(HeardThere.UNKNOWN);
    assertThat(HearingReport.parse("hv/1 hears=*", "alice").on("eth0", Set.of("eth0"))).isEqualTo(HeardThere.YES);
    assertThat(HearingReport.parse("hv/1 hears=?", "alice").on("eth0", Set.of("eth0"))).isEqualTo(HeardThere.UNKNOWN);
    assertThat(HearingReport.parse("hv/1 hears=", "alice").on("eth0", Set.of("eth0"))).isEqualTo(HeardThere.NO);
    assertThat(HearingReport.parse("", "alice").on("eth0", Set.of("eth0"))).isEqualTo(HeardThere.UNKNOWN);
  }
}
