package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** The rules of wire.md 5, 6, 9 and 11 on two hearts. */
class ClusterTest {
  private final TwoNodes world = new TwoNodes();
  private TwoNodes.Node alice;
  private TwoNodes.Node bob;

  @BeforeEach
  void twoStartedNodes() {
    alice = world.add("alice", 100, TwoNodes.config(false, "alice", "bob"));
    bob = world.add("bob", 200, TwoNodes.config(false, "alice", "bob"));
    alice.start();
    bob.start();
    world.runMillis(6_000);
  }

  private void submit(TwoNodes.Node node, int number) {
    node.heart.onSubmit(Message.ofType("chat").with("n", Integer.toString(number)), world.now());
  }

  private static List<String> numbers(TwoNodes.Node node) {
    return node.delivered("chat").stream().map(message -> message.text("n")).toList();
  }

  private static List<String> upTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }

  @Test
  void startSendsInitUpUpWithRaisedDeadtimeThenActiveThenThePlainDeadtime() {
    List<Message> statuses = alice.sent("status");
    assertThat(statuses.subList(0, 3)).extracting(m -> m.text("st") + " " + m.text("seq") + " " + m.text("dt"))
        .containsExactly("init 1 9c4", "up 2 9c4", "up 3 9c4");
    assertThat(statuses.get(statuses.size() - 1).text("dt")).isEqualTo("1f4");
    assertThat(statuses.get(statuses.size() - 1).text("st")).isEqualTo("active");
  }

  @Test
  void fieldsOfStatusAndRepnodesComeInTheOrderOfC() {
    assertThat(alice.sent("status").get(0).fields()).extracting(Field::name).containsExactly(
        "t", "st", "dt", "protocol", "hbcaps", "src", "srcuuid", "seq", "hg", "ts", "ld", "ttl");
    assertThat(alice.sent("repnodes").get(0).fields()).extracting(Field::name).containsExactly(
        "dest", "t", "nodelist", "delnodelist", "destuuid", "src", "srcuuid", "seq", "hg", "ts", "ld", "ttl");
    assertThat(alice.sent("repnodes").get(0).text("nodelist")).isEqualTo("alice bob ");
    assertThat(alice.sent("NS_ackmsg").get(0).fields()).extracting(Field::name).containsExactly(
        "t", "dest", "ackseq", "destuuid", "src", "srcuuid", "hg", "ts", "ttl");
  }

  @Test
  void bothCallEachOtherAndThemselvesActive() {
    assertThat(alice.statusesOf("bob")).endsWith("active").doesNotContain("dead");
    assertThat(alice.statusesOf("alice")).containsExactly("up", "active");
    assertThat(bob.statusesOf("alice")).endsWith("active");
    assertThat(alice.told(ClusterEvent.LocalStatus.class)).extracting(ClusterEvent.LocalStatus::state)
        .containsExactly(LocalState.UP, LocalState.ASKING, LocalState.ACTIVE);
  }

  /** wire.md 13, SIGHUP: the JVM of the next life needs a moment, which must not look like a death. */
  @Test
  void aNodeThatRestartsItselfIsWaitedForLongerAndSaysNoGoodbye() {
    bob.heart.onRestart("the configuration has changed", world.now());
    world.runMillis(250);
    List<Message> statuses = bob.sent("status");
    assertThat(statuses.get(statuses.size() - 1).text("dt")).isEqualTo(Long.toHexString(10_500));
    assertThat(bob.told(ClusterEvent.LocalStatus.class)).last().extracting(ClusterEvent.LocalStatus::state)
        .isEqualTo(LocalState.STOPPED);
    bob.running = false;
    world.runMillis(10_000);
    assertThat(alice.statusesOf("bob")).endsWith("active").doesNotContain("dead");
    world.runMillis(1_000);
    assertThat(alice.statusesOf("bob")).endsWith("dead");
  }

  @Test
  void aKilledNodeIsDeadExactlyAtItsDeadtime() {
    world.runMillis(1);
    bob.running = false;
    long last = world.nanos;
    world.runMillis(499);
    assertThat(alice.statusesOf("bob")).endsWith("active");
    world.runMillis(2);
    assertThat(alice.statusesOf("bob")).endsWith("dead");
    Evidence evidence = alice.told(ClusterEvent.NodeStatus.class).get(alice.told(ClusterEvent.NodeStatus.class).size() - 1).evidence();
    assertThat(evidence.silentMillis()).isEqualTo(500);
    assertThat(evidence.lastLink()).isEqualTo("eth0");
    assertThat(evidence.lastPacketNanos()).isLessThanOrEqualTo(last);
    assertThat(alice.told(ClusterEvent.LinkStatus.class)).last().extracting(ClusterEvent.LinkStatus::up).isEqualTo(false);
  }

  @Test
  void aNodeNeverHeardIsDeadAfterInitdeadAndThenWeAreActive() {
    TwoNodes lonely = new TwoNodes();
    TwoNodes.Node carol = lonely.add("carol", 7, TwoNodes.config(false, "carol", "dave"));
    carol.start();
    lonely.runMillis(999);
    assertThat(carol.statusesOf("dave")).isEmpty();
    lonely.runMillis(2);
    assertThat(carol.statusesOf("dave")).containsExactly("dead");
    assertThat(carol.statusesOf("carol")).endsWith("active");
  }

  @Test
  void ourOwnPauseKillsNobodyAndIsSaid() {
    alice.pause();
    world.runMillis(1_500);
    alice.goOn();
    world.runMillis(1_000);
    assertThat(alice.statusesOf("bob")).doesNotContain("dead");
    assertThat(alice.told(ClusterEvent.Away.class)).hasSize(1);
    assertThat(alice.told(ClusterEvent.Away.class).get(0).missedMillis()).isBetween(1_350L, 1_500L);
  }

  @Test
  void theOtherOneCallsThePausedNodeDeadAndReturningWithEvidence() {
    alice.pause();
    world.runMillis(1_500);
    alice.goOn();
    world.runMillis(300);
    assertThat(bob.statusesOf("alice")).endsWith("dead", "active");
    assertThat(bob.told(ClusterEvent.Notice.class)).extracting(ClusterEvent.Notice::code).contains(Code.NODE_RETURNED);
  }

  @Test
  void everyTenthNumberIsAcknowledgedOursToo() {
    assertThat(bob.sent("NS_ackmsg").stream().filter(m -> m.text("dest").equals("alice"))).hasSizeGreaterThan(4);
    assertThat(alice.sent("NS_ackmsg").stream().filter(m -> m.text("dest").equals("alice"))).hasSizeGreaterThan(4);
  }

  @Test
  void lostMessagesAreAskedForAndDeliveredInOrderOnce() {
    int[] count = {0};
    world.lost = (from, message) -> message.has("n") && ++count[0] % 3 == 0;
    for (int i = 1; i <= 200; i++) {
      submit(alice, i);
      world.runMillis(5);
    }
    world.runMillis(3_000);
    assertThat(numbers(bob)).isEqualTo(upTo(200));
    assertThat(numbers(alice)).isEqualTo(upTo(200));
    assertThat(bob.sent("NS_rexmit").get(0).text("firstseq")).matches("[0-9]+").isEqualTo(bob.sent("NS_rexmit").get(0).text("lastseq"));
  }

  @Test
  void amongOurKindALostMessageHoldsTheNextUpForMillisecondsAlsoIfItIsLostTwice() {
    int[] copies = {0};
    world.lost = (from, message) -> "1".equals(message.text("n")) && ++copies[0] <= 2;
    submit(alice, 1);
    submit(alice, 2);
    world.runMillis(7);
    assertThat(copies[0]).as("asked for and sent again").isEqualTo(2);
    world.runMillis(25);
    assertThat(numbers(bob)).containsExactly("1", "2");
  }

  @Test
  void aNodeOfCsKindIsAskedNoSoonerAgainThanItWouldAnswer() {
    world.cLike.add("alice");
    world.runMillis(1_000);
    world.lost = (from, message) -> "1".equals(message.text("n"));
    int before = bob.sent("NS_rexmit").size();
    submit(alice, 1);
    submit(alice, 2);
    world.runMillis(1_000);
    assertThat(bob.sent("NS_rexmit").size() - before).isBetween(3, 5);
  }

  @Test
  void aMessageThatNeverComesHoldsBackDeliveryForABoundedTimeOnly() {
    world.lost = (from, message) -> "2".equals(message.text("n"));
    for (int i = 1; i <= 3; i++) {
      submit(alice, i);
    }
    world.runMillis(4_900);
    assertThat(numbers(bob)).containsExactly("1");
    assertThat(bob.statusesOf("alice")).doesNotContain("dead");
    world.runMillis(200);
    assertThat(numbers(bob)).containsExactly("1", "3");
    assertThat(bob.told(ClusterEvent.Notice.class)).extracting(ClusterEvent.Notice::code).contains(Code.MESSAGE_GIVEN_UP);
  }

  /** Whoever submits that must not make us deaf to our own numbers. */
  @Test
  void aMarkOfRelaysInASubmittedMessageHasNoEffect() {
    alice.heart.onSubmit(Message.ofType("chat").with("n", "1").with(Relay.VIA, "alice"), world.now());
    submit(alice, 2);
    world.runMillis(100);
    assertThat(numbers(alice)).containsExactly("1", "2");
    assertThat(numbers(bob)).containsExactly("1", "2");
    assertThat(alice.sent("chat")).noneMatch(message -> message.has(Relay.VIA));
  }

  @Test
  void submittersPauseWhenAPeerDoesNotAcknowledge() {
    world.lost = (from, message) -> from.equals("bob") && "NS_ackmsg".equals(message.type());
    for (int i = 1; i <= 260; i++) {
      submit(alice, i);
    }
    world.runMillis(100);
    assertThat(alice.told(ClusterEvent.Flow.class)).extracting(ClusterEvent.Flow::paused).containsExactly(true);
    world.lost = (from, message) -> false;
    world.runMillis(2_000);
    assertThat(alice.told(ClusterEvent.Flow.class)).extracting(ClusterEvent.Flow::paused).containsExactly(true, false);
  }

  /** Before the history forgets one that a peer may still ask for. */
  @Test
  void largeMessagesPauseSubmittersEarlier() {
    world.lost = (from, message) -> from.equals("bob") && "NS_ackmsg".equals(message.type());
    int sent = 0;
    while (alice.told(ClusterEvent.Flow.class).isEmpty() && sent < 100) {
      alice.heart.onSubmit(Message.ofType("chat").with("n", "" + ++sent).with("text", "x".repeat(250_000)), world.now());
    }
    assertThat(sent * 250_000L).isBetween((long) FlowControl.LIMIT_BYTES - 250_000, FlowControl.LIMIT_BYTES + 250_000L);
    world.runMillis(100);
    assertThat(alice.told(ClusterEvent.Flow.class)).extracting(ClusterEvent.Flow::paused).containsExactly(true);
    world.lost = (from, message) -> false;
    world.runMillis(2_000);
    assertThat(alice.told(ClusterEvent.Flow.class)).extracting(ClusterEvent.Flow::paused).containsExactly(true, false);
    assertThat(numbers(bob)).hasSize(sent);
  }

  @Test
  void aRestartWithinDeadtimeIsNoticedByTheGenerationAndNobodyDies() {
    bob.running = false;
    world.nodes.remove("bob");
    world.runMillis(200);
    TwoNodes.Node reborn = world.add("bob", 201, TwoNodes.config(false, "alice", "bob"));
    reborn.start();
    world.runMillis(1_000);
    assertThat(alice.statusesOf("bob")).doesNotContain("dead").endsWith("init", "up", "active");
    assertThat(alice.told(ClusterEvent.Notice.class)).extracting(ClusterEvent.Notice::text).contains("Heartbeat restart on node bob");
  }

  /** Else a starting C node goes on at whatever message it hears, and its young ccm is told of the status that comes later. */
  @ParameterizedTest
  @ValueSource(longs = {200, 1_500})
  void whoStartsAnewIsShownOurStatusAtOnceWhetherItWasCalledDeadOrNot(long awayMillis) {
    bob.running = false;
    world.nodes.remove("bob");
    world.runMillis(awayMillis + 50);
    assertThat(alice.statusesOf("bob").contains("dead")).isEqualTo(awayMillis > 1_000);
    TwoNodes.Node reborn = world.add("bob", 201, TwoNodes.config(false, "alice", "bob"));
    int before = alice.sent.size();
    reborn.start();
    world.runMillis(1);
    assertThat(alice.sent.subList(before, alice.sent.size())).first()
        .satisfies(message -> assertThat(message.type() + " " + message.text("st")).isEqualTo("status active"));
    assertThat(reborn.statusesOf("alice")).containsExactly("active");
  }

  @Test
  void messagesOfAnEarlierLifeAreDroppedAsReplay() {
    Message old = bob.sent("status").get(5);
    int before = alice.told.size();
    alice.heart.onReceived("eth0", old.with("hg", "c7").with("seq", "ffff"), world.now());
    assertThat(alice.told.subList(before, alice.told.size())).allSatisfy(event ->
        assertThat(((ClusterEvent.Notice) event).code()).isEqualTo(Code.REPLAY));
  }

  @Test
  void aDuplicateByASecondLinkIsDeliveredOnce() {
    submit(bob, 1);
    world.runMillis(10);
    Message same = bob.sent("chat").get(0);
    alice.heart.onReceived("eth0", same, world.now());
    assertThat(numbers(alice)).containsExactly("1");
  }

  @Test
  void anUnknownNodeIsDroppedAndSaidOnceInAWhile() {
    Message foreign = bob.sent("status").get(5).with("src", "mallory").without("srcuuid");
    for (int i = 0; i < 50; i++) {
      alice.heart.onReceived("eth0", foreign, world.now());
    }
    assertThat(alice.told(ClusterEvent.Notice.class).stream().filter(n -> n.code() == Code.NODE_UNKNOWN)).hasSize(1);
    assertThat(alice.told(ClusterEvent.NodeAdded.class)).extracting(ClusterEvent.NodeAdded::node).containsExactly("alice", "bob");
  }

  @Test
  void ourNameUsedByAnotherMachineIsDroppedAndSaid() {
    Message impostor = bob.sent("status").get(5).with("src", "alice");
    alice.heart.onReceived("eth0", impostor, world.now());
    assertThat(alice.told(ClusterEvent.Notice.class)).extracting(ClusterEvent.Notice::code).contains(Code.IDENTITY_TAKEN);
  }

  @Test
  void aPeerWithHaresourcesGetsTheAnswersItCannotDoWithout() {
    Message base = bob.sent("status").get(bob.sent("status").size() - 1);
    long seq = base.hex("seq").getAsLong();
    alice.heart.onReceived("eth0", base.with("t", "starting").with("seq", Long.toHexString(seq + 1)), world.now());
    Message answer = alice.sent("resource").get(0);
    assertThat(List.of(answer.text("rsc_hold"), answer.text("rtype"), answer.text("isstable"))).containsExactly("none", "full", "1");
    alice.heart.onReceived("eth0", base.with("t", "ip-request").with("ipaddr", "mytest::aa").with("seq", Long.toHexString(seq + 2)), world.now());
    Message response = alice.sent("ip-request-resp").get(0);
    assertThat(List.of(response.text("dest"), response.text("ipaddr"), response.text("weown"), response.text("ok")))
        .containsExactly("bob", "mytest::aa", "no", "OK");
  }

  @Test
  void theOrderlyStopSaysGoodbyeInHaresourcesModeAndEndsInBoundedTime() {
    TwoNodes other = new TwoNodes();
    TwoNodes.Node carol = other.add("carol", 7, TwoNodes.config(true, "carol", "dave"));
    TwoNodes.Node dave = other.add("dave", 8, TwoNodes.config(true, "carol", "dave"));
    carol.start();
    dave.start();
    other.runMillis(2_000);
    carol.heart.onStop("SIGTERM", other.now());
    other.runMillis(1_001);
    assertThat(carol.sent("resource")).last().extracting(m -> m.text("info")).isEqualTo("shutdown");
    assertThat(carol.sent("shutdone")).hasSize(1);
    assertThat(carol.told(ClusterEvent.LocalStatus.class)).last().extracting(ClusterEvent.LocalStatus::state).isEqualTo(LocalState.STOPPED);
    int sent = carol.sent.size();
    other.runMillis(1_000);
    assertThat(carol.sent).hasSize(sent);
  }
}
