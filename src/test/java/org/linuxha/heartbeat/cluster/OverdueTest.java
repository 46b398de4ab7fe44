package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who else is silent is told beside a death, and only then. */
class OverdueTest {
  private final TwoNodes world = new TwoNodes();
  private TwoNodes.Node alice;
  private TwoNodes.Node bob;
  private TwoNodes.Node carol;

  @BeforeEach
  void threeStartedNodes() {
    String[] names = {"alice", "bob", "carol"};
    alice = world.add("alice", 100, TwoNodes.config(false, names));
    bob = world.add("bob", 200, TwoNodes.config(false, names));
    carol = world.add("carol", 300, TwoNodes.config(false, names));
    world.nodes.values().forEach(TwoNodes.Node::start);
    world.runMillis(6_000);
    alice.told.clear();
  }

  /** What alice said about silence, in order. */
  private List<String> said() {
    return alice.told.stream()
        .map(event ->
            event instanceof ClusterEvent.NodeStatus status ? status.node() + " " + status.status()
                : event instanceof ClusterEvent.Overdue overdue ? overdue.node() + " overdue"
                : event instanceof ClusterEvent.HeardAgain heard ? heard.node() + " heard" : "")
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Test
  void theOneThatIsSilentTooIsToldBeforeTheDeathOfTheOther() {
    world.runMillis(1);
    bob.running = false;
    world.runMillis(100);
    carol.running = false;
    world.runMillis(1_000);
    assertThat(said()).containsExactly("carol overdue", "bob dead", "carol dead");
    ClusterEvent.Overdue overdue = alice.told(ClusterEvent.Overdue.class).get(0);
    assertThat(overdue.silentMillis()).isBetween(399L, 401L);
    long deathNanos = alice.told(ClusterEvent.NodeStatus.class).get(1).evidence().lastPacketNanos() + 500 * TwoNodes.MILLI;
    assertThat(overdue.verdictByNanos()).as("its deadline and half a keepalive").isEqualTo(deathNanos + 50 * TwoNodes.MILLI);
  }

  @Test
  void whoIsHeardAgainIsToldOnce() {
    world.runMillis(1);
    bob.running = false;
    world.runMillis(100);
    world.lost = (from, message) -> from.equals("carol");
    world.runMillis(450);
    world.lost = (from, message) -> false;
    world.runMillis(1_000);
    assertThat(said()).containsExactly("carol overdue", "bob dead", "carol heard");
  }

  @Test
  void silenceAloneIsNotTold() {
    world.lost = (from, message) -> from.equals("carol");
    world.runMillis(450);
    world.lost = (from, message) -> false;
    world.runMillis(1_000);
    assertThat(said()).isEmpty();
  }

  @Test
  void aDeathAmongNodesThatAreHeardIsToldAlone() {
    world.runMillis(1);
    bob.running = false;
    world.runMillis(1_000);
    assertThat(said()).containsExactly("bob dead");
  }
}
