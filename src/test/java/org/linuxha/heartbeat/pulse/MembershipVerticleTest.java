package org.linuxha.heartbeat.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.SubmitLane;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.membership.CcmConfig;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.Quorum;
import org.linuxha.heartbeat.problem.Code;

/** The membership service on a real bus, with a made-up heart beside it. */
class MembershipVerticleTest {
  private final House house = House.open();
  private final List<Agreed> agreed = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<Submission> submitted = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<SubmitLane.Answer> unanswered = new ConcurrentLinkedQueue<>();
  private volatile boolean answers = true;
  private long ordinal;

  private void deploy(String quorum) throws Exception {
    var bus = house.vertx().eventBus();
    bus.<Agreed>localConsumer(Addresses.MEMBERSHIP_VIEW, sent -> agreed.add(sent.body()));
    SubmitLane.serve(bus, (submission, answer) -> {
      submitted.add(submission);
      if (answers) {
        answer.taken();
        tell(new ClusterEvent.Delivered(submission.message().with("src", "alice"), "", true));
      } else {
        unanswered.add(answer);
      }
    });
    CcmConfig config = new CcmConfig("alice", 50, Quorum.parse(quorum));
    await(house.deploy(
        House.Loop.PULSE, () -> new MembershipVerticle(new MembershipSetup(config, new Random(1)))));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private synchronized void tell(ClusterEvent event) {
    house.vertx().eventBus().publish(
        Addresses.CLUSTER_EVENT, new Told(++ordinal, System.nanoTime(), System.currentTimeMillis(), event));
  }

  private void node(String name, String status) {
    tell(new ClusterEvent.NodeAdded(name, NodeType.NORMAL, null, "init", 100, "", List.of("eth0")));
    tell(new ClusterEvent.NodeStatus(name, NodeType.NORMAL, status, "init", "test", null));
  }

  private void becomeActive() {
    tell(new ClusterEvent.LocalStatus(LocalState.ACTIVE, LocalState.ASKING, "test"));
  }

  private boolean isAgreed(Class<? extends MembershipEvent> kind, String part) {
    synchronized (agreed) {
      return agreed.stream().map(Agreed::event).anyMatch(e -> kind.isInstance(e) && e.toString().contains(part));
    }
  }

  private List<String> types() {
    return submitted.stream().map(sent -> sent.message().type()).toList();
  }

  @AfterEach
  void close() throws Exception {
    await(house.close());
  }

  @Test
  void aloneAmongDeadNodesWeAreAClusterOfOneWithTheOrdinalThatMadeIt() throws Exception {
    deploy("");
    node("alice", "active");
    node("bob", "dead");
    becomeActive();
    await(() -> isAgreed(MembershipEvent.Formed.class, "quorum=true"), "a view of ourselves, by twonodes");
    synchronized (agreed) {
      assertThat(agreed).filteredOn(each -> each.event() instanceof MembershipEvent.Formed)
          .allMatch(each -> each.ordinal() == 5);
    }
    // what is sent takes another lane than what is told
    await(() -> types().size() >= 2, "its announcements");
    assertThat(types()).startsWith("hbapi-clstat", "hbapi-clstat");
  }

  @Test
  void quorumIsDecidedByTheConfiguredPluginsAndAnUnknownOneIsNamed() throws Exception {
    deploy("nosuch:majority");
    node("alice", "active");
    node("bob", "dead");
    becomeActive();
    await(() -> isAgreed(MembershipEvent.Formed.class, "quorum=false"), "a view of ourselves");
    assertThat(isAgreed(MembershipEvent.Notice.class, "nosuch")).isTrue();
  }

  @Test
  void amongSilentLivePeersTheMembershipIsUnknownWithTheReason() throws Exception {
    deploy("");
    node("alice", "active");
    node("bob", "active");
    becomeActive();
    await(() -> isAgreed(MembershipEvent.Unknown.class, "no membership service answers on bob"), "unknown");
    assertThat(isAgreed(MembershipEvent.Formed.class, "")).isFalse();
  }

  @Test
  void aMissingEventMakesItLeaveInsteadOfAgreeingToWhatItDoesNotKnow() throws Exception {
    deploy("");
    node("alice", "active");
    node("bob", "dead");
    becomeActive();
    await(() -> isAgreed(MembershipEvent.Formed.class, ""), "a view of ourselves");
    synchronized (this) {
      ordinal++;
    }
    tell(new ClusterEvent.Away(1));
    await(() -> isAgreed(MembershipEvent.Unknown.class, "came after"), "unknown");
    assertThat(isAgreed(MembershipEvent.Notice.class, Code.MEMBERSHIP_DEAF.name())).isTrue();
    await(() -> submitted.stream().anyMatch(sent -> sent.message().toString().contains("leave")
        && sent == lastSubmitted()), "its leave");
  }

  private Submission lastSubmitted() {
    return submitted.stream().reduce((first, second) -> second).orElse(null);
  }

  @Test
  void whatComesWhileTheLaneIsPausedWaitsInOrder() throws Exception {
    deploy("");
    node("alice", "active");
    node("bob", "active");
    tell(new ClusterEvent.Flow(true, "test"));
    becomeActive();
    await(() -> isAgreed(MembershipEvent.Step.class, ""), "the start");
    assertThat(types()).isEmpty();
    tell(new ClusterEvent.Flow(false, "test"));
    await(() -> types().contains("CCM_TYPE_PROTOVERSION"), "the first question");
    assertThat(types().subList(0, 3)).containsExactly("hbapi-clstat", "hbapi-clstat", "CCM_TYPE_PROTOVERSION");
  }

  @Test
  void atMostItsShareOfTheCreditsIsUnansweredAndTheRestFollows() throws Exception {
    answers = false;
    deploy("");
    node("alice", "active");
    for (int i = 0; i < 40; i++) {
      node("node" + i, "dead");
    }
    becomeActive();
    await(() -> isAgreed(MembershipEvent.Formed.class, ""), "a view of ourselves");
    for (int i = 0; i < 40; i++) {
      tell(new ClusterEvent.NodeStatus("node" + i, NodeType.NORMAL, "active", "dead", "test", null));
    }
    await(() -> submitted.size() >= 16, "as many as there are credits");
    assertThat(submitted).hasSize(16);
    answers = true;
    unanswered.forEach(SubmitLane.Answer::taken);
    await(() -> types().stream().filter("CCM_TYPE_STATE_INFO"::equals).count() == 40, "a message to each that came back");
  }
}
