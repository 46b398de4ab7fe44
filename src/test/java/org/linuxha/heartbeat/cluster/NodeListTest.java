package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** Who is in the configuration: autojoin, addnode, delnode, weight, site, uuids (wire.md 4, 10). */
class NodeListTest {
  private final TwoNodes world = new TwoNodes();

  private static ClusterConfig config(ClusterConfig.Autojoin autojoin, String... nodes) {
    ClusterConfig plain = TwoNodes.config(false, nodes);
    return new ClusterConfig(plain.clusterName(), plain.nodes(), plain.media(), plain.timing(), autojoin,
        plain.messageFormat(), plain.compression(), plain.hopfudge(), plain.maxRexmitDelayMillis(),
        plain.resourceMode(), plain.autoFailback());
  }

  private TwoNodes.Node started(String name, ClusterConfig config) {
    TwoNodes.Node node = world.add(name, 100 + world.nodes.size(), config);
    node.start();
    return node;
  }

  private static List<Code> codes(TwoNodes.Node node) {
    return node.told(ClusterEvent.Notice.class).stream().map(ClusterEvent.Notice::code).toList();
  }

  @Test
  void withAutojoinAnUnlistedNodeIsAddedAndEverybodyIsActiveOnlyAfterInitdead() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.ANY));
    TwoNodes.Node bob = started("bob", config(ClusterConfig.Autojoin.ANY));
    world.runMillis(900);
    assertThat(alice.statusesOf("alice")).doesNotContain("active");
    world.runMillis(1_300);
    assertThat(alice.statusesOf("bob")).endsWith("active");
    assertThat(bob.statusesOf("alice")).endsWith("active");
    assertThat(alice.told(ClusterEvent.NodeAdded.class)).extracting(ClusterEvent.NodeAdded::node)
        .containsExactly("alice", "bob");
  }

  @Test
  void theTimeToLiveFollowsTheNumberOfNodes() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.ANY));
    started("bob", config(ClusterConfig.Autojoin.ANY));
    world.runMillis(1_500);
    assertThat(alice.sent("status").get(0).text("ttl")).isEqualTo("2");
    assertThat(alice.sent("status")).last().extracting(m -> m.text("ttl")).isEqualTo("3");
  }

  @Test
  void noMoreThanAHundredNodesCanJoin() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.ANY));
    Message status = alice.sent("status").get(0).without("srcuuid");
    for (int i = 0; i < 150; i++) {
      alice.heart.onReceived("eth0", status.with("src", "n" + i), world.now());
    }
    assertThat(alice.told(ClusterEvent.NodeAdded.class)).hasSize(100);
    assertThat(codes(alice)).contains(Code.NODE_NOT_ADDED);
  }

  @Test
  void addnodeAndDelnodeFollowTheRulesOfC() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    TwoNodes.Node bob = started("bob", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    world.runMillis(500);
    alice.heart.onSubmit(Message.ofType("addnode").with("nodelist", "carol"), world.now());
    world.runMillis(100);
    assertThat(bob.told(ClusterEvent.NodeAdded.class)).extracting(ClusterEvent.NodeAdded::node).endsWith("carol");
    alice.heart.onSubmit(Message.ofType("delnode").with("nodelist", "carol"), world.now());
    world.runMillis(50);
    assertThat(codes(bob)).contains(Code.NODE_NOT_DELETED);
    assertThat(bob.told(ClusterEvent.NodeRemoved.class)).isEmpty();
    world.runMillis(600);
    assertThat(bob.statusesOf("carol")).endsWith("dead");
    alice.heart.onSubmit(Message.ofType("delnode").with("nodelist", "carol"), world.now());
    world.runMillis(50);
    assertThat(bob.told(ClusterEvent.NodeRemoved.class)).extracting(ClusterEvent.NodeRemoved::node).containsExactly("carol");
    assertThat(alice.told(ClusterEvent.NodeRemoved.class)).extracting(ClusterEvent.NodeRemoved::node).containsExactly("carol");
  }

  /** client-api.md 10: a dead node that stays forbids it, so several dead ones go in one command. */
  @Test
  void severalDeadNodesGoInOneCommandOnly() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.NONE, "alice", "bob", "carol", "dave"));
    started("bob", config(ClusterConfig.Autojoin.NONE, "alice", "bob", "carol", "dave"));
    world.runMillis(3_000);
    assertThat(alice.statusesOf("dave")).endsWith("dead");
    alice.heart.onSubmit(Message.ofType("delnode").with("nodelist", "carol"), world.now());
    world.runMillis(50);
    assertThat(alice.told(ClusterEvent.NodeRemoved.class)).isEmpty();
    alice.heart.onSubmit(Message.ofType("delnode").with("nodelist", "carol dave"), world.now());
    world.runMillis(50);
    assertThat(alice.told(ClusterEvent.NodeRemoved.class)).extracting(ClusterEvent.NodeRemoved::node)
        .containsExactly("carol", "dave");
  }

  /** So did C's daemon when {@code hb_delnode} named its own node: "node alice is not dead". */
  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  void aLivingNodeIsNotDeletedWhoeverOrdersIt(String orders) {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    TwoNodes.Node bob = started("bob", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    world.runMillis(500);
    world.nodes.get(orders).heart.onSubmit(Message.ofType("delnode").with("nodelist", "alice"), world.now());
    world.runMillis(1_500);
    for (TwoNodes.Node node : List.of(alice, bob)) {
      assertThat(codes(node)).containsOnlyOnce(Code.NODE_NOT_DELETED);
      assertThat(node.told(ClusterEvent.NodeRemoved.class)).isEmpty();
    }
    assertThat(alice.told(ClusterEvent.LocalStatus.class)).last().extracting(ClusterEvent.LocalStatus::state)
        .isEqualTo(LocalState.ACTIVE);
    assertThat(bob.statusesOf("alice")).endsWith("active");
  }

  @Test
  void weightAndSiteReachEverybody() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    TwoNodes.Node bob = started("bob", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    world.runMillis(500);
    alice.heart.onSubmit(Message.ofType("setweight").with("node", "bob").with("weight", "50"), world.now());
    alice.heart.onSubmit(Message.ofType("setsite").with("node", "bob").with("site", "tokyo"), world.now());
    world.runMillis(50);
    ClusterEvent.NodeChanged last = bob.told(ClusterEvent.NodeChanged.class).get(bob.told(ClusterEvent.NodeChanged.class).size() - 1);
    assertThat(List.of(last.node(), last.weight(), last.site())).containsExactly("bob", 50, "tokyo");
  }

  @Test
  void aClonedUuidIsCalledOutAndNobodyIsRenamed() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.NONE, "alice", "bob", "carol"));
    TwoNodes.Node bob = started("bob", config(ClusterConfig.Autojoin.NONE, "alice", "bob", "carol"));
    world.runMillis(300);
    Message cloned = bob.sent("status").get(0).with("src", "carol");
    alice.heart.onReceived("eth0", cloned, world.now());
    assertThat(codes(alice)).contains(Code.UUID_TWICE);
    assertThat(alice.told(ClusterEvent.NodeRemoved.class)).isEmpty();
  }

  @Test
  void aNewUuidForAKnownNameIsAcceptedAndSaid() {
    TwoNodes.Node alice = started("alice", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    TwoNodes.Node bob = started("bob", config(ClusterConfig.Autojoin.NONE, "alice", "bob"));
    world.runMillis(300);
    UUID fresh = new UUID(1, 2);
    alice.heart.onReceived("eth0", bob.sent("status").get(0).with("srcuuid", fresh).with("seq", "999"), world.now());
    assertThat(codes(alice)).contains(Code.UUID_CHANGED);
    assertThat(alice.told(ClusterEvent.NodeChanged.class)).last().extracting(ClusterEvent.NodeChanged::uuid).isEqualTo(fresh);
  }
}
