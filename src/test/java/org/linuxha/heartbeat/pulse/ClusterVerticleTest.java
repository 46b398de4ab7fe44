package org.linuxha.heartbeat.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/** The heart on real time and a real bus, with a made-up link. */
class ClusterVerticleTest {
  private static final KeyRing FIRST = ring(1, "first");
  private static final KeyRing SECOND = ring(2, "second");

  private final House house = House.open();
  private final PulseBeat beat = new PulseBeat();
  private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<LinkOutput.Transmit> sent = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<LinkOutput.Drain> drains = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<NodeTable> saved = new ConcurrentLinkedQueue<>();

  private static KeyRing ring(int index, String secret) {
    return new KeyRing(
        index, Map.of(index, new KeyRing.Key(Algorithm.SHA1, Bytes.copyOf(secret.getBytes()))));
  }

  private static ClusterConfig config(long deadtimeMillis) {
    return new ClusterConfig(
        "linux-ha", List.of("alice", "bob"), List.of(new Medium.Bcast("eth0", 694)),
        new Timing(50, deadtimeMillis / 2, deadtimeMillis, deadtimeMillis, deadtimeMillis),
        ClusterConfig.Autojoin.NONE, ClusterConfig.MessageFormat.CLASSIC,
        ClusterConfig.Compression.DEFAULT, 1, 250, false, ClusterConfig.AutoFailback.OFF);
  }

  private void deploy(long deadtimeMillis) throws Exception {
    Gathered.<Told>consumer(house.vertx().eventBus(), Addresses.CLUSTER_EVENT, told::add);
    Gathered.<LinkOutput>consumer(house.vertx().eventBus(), Addresses.LINK_SEND, output -> {
      if (output instanceof LinkOutput.Transmit transmit) {
        sent.add(transmit);
      } else {
        drains.add((LinkOutput.Drain) output);
      }
    });
    Identity self = new Identity("alice", new UUID(1, 2), 5, "test");
    await(house.deploy(House.Loop.PULSE, () -> new ClusterVerticle(new ClusterSetup(
        config(deadtimeMillis), self, NodeTable.EMPTY, FIRST, new Random(1), saved::add), beat)));
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

  private boolean isTold(Class<? extends ClusterEvent> kind, String part) {
    synchronized (told) {
      return told.stream().map(Told::event).anyMatch(e -> kind.isInstance(e) && e.toString().contains(part));
    }
  }

  private void control(Control control) {
    house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, control);
  }

  private void link(LinkInput input) {
    house.vertx().eventBus().send(Addresses.LINK_RECEIVED, input);
  }

  @AfterEach
  void close() throws Exception {
    await(house.close());
  }

  @Test
  void nothingIsSaidBeforeBeginAndThenSignedStatusMessagesGoOut() throws Exception {
    deploy(1_000);
    assertThat(sent).isEmpty();
    control(new Control.Begin());
    await(() -> sent.size() >= 4, "statuses");
    Envelope opener = new Envelope(FIRST, true, ClusterConfig.Compression.DEFAULT);
    Unpacked first = opener.unpack(sent.peek().datagram().toArray());
    assertThat(first).isInstanceOf(Unpacked.Accepted.class);
    Message status = ((Unpacked.Accepted) first).message();
    assertThat(status.type()).isEqualTo("status");
    assertThat(status.text("st")).isEqualTo("init");
    assertThat(status.text("ld")).isNotEmpty().doesNotContain("\n");
    assertThat(saved).isNotEmpty();
  }

  @Test
  void largeMessagesThatComeTogetherLeaveOneATurnInTheirOrder() throws Exception {
    deploy(10_000);
    List<Long> together = Collections.synchronizedList(new ArrayList<>());
    house.vertx().eventBus().localConsumer(Addresses.LINK_SEND, turn -> {
      List<LinkOutput> outputs = new ArrayList<>();
      Gathered.<LinkOutput>each(turn.body(), outputs::add);
      together.add(outputs.stream().filter(one -> one instanceof LinkOutput.Transmit sent && "large".equals(sent.message().type())).count());
    });
    control(new Control.Begin());
    await(() -> !sent.isEmpty(), "the first status");
    String text = "0123456789".repeat(20_000);
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      submissions.add(new Submission("test", Message.ofType("large").with("n", Integer.toString(i)).with("text", text)));
    }
    submissions.add(new Submission("test", Message.ofType("large").with("n", "12")));
    await(house.vertx().eventBus().request(Addresses.MESSAGE_SUBMIT, new Gathered(submissions)));
    await(() -> together.stream().mapToLong(Long::longValue).sum() == 13, "all of them");
    assertThat(together).as("large ones in one turn of the loop").allMatch(count -> count <= 2);
    assertThat(sent.stream().map(LinkOutput.Transmit::message).filter(one -> "large".equals(one.type())).map(one -> one.text("n")))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
  }

  @Test
  void whatIsSubmittedBeforeTheEndIsSentBeforeIt() throws Exception {
    deploy(10_000);
    control(new Control.Begin());
    await(() -> !sent.isEmpty(), "the first status");
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      submissions.add(new Submission("test", Message.ofType("large").with("text", "0123456789".repeat(20_000))));
    }
    house.vertx().eventBus().send(Addresses.MESSAGE_SUBMIT, new Gathered(submissions));
    control(new Control.Stop("a test"));
    await(() -> isTold(ClusterEvent.LocalStatus.class, "state=" + LocalState.STOPPED), "stopped");
    assertThat(sent.stream().filter(one -> "large".equals(one.message().type()))).hasSize(12);
  }

  @Test
  void eventsAreNumberedWithoutAGap() throws Exception {
    deploy(1_000);
    control(new Control.Begin());
    await(() -> told.size() > 20, "events");
    for (int i = 0; i < 20; i++) {
      assertThat(told.get(i).ordinal()).isEqualTo(i + 1);
    }
  }

  @Test
  void nobodyIsJudgedBeforeTheOpenLinkHasBeenReadEmpty() throws Exception {
    deploy(300);
    link(new LinkInput.MediumState("1", "bcast", "eth0", true, null));
    control(new Control.Begin());
    await(() -> !drains.isEmpty(), "a drain once bob's time is over");
    assertThat(isTold(ClusterEvent.NodeStatus.class, "bob")).isFalse();
    link(new LinkInput.Drained("1", drains.peek().token()));
    await(() -> isTold(ClusterEvent.NodeStatus.class, "status=dead"), "bob dead after the answer");
  }

  @Test
  void aLinkThatNeverAnswersDelaysTheJudgementForABoundedTime() throws Exception {
    deploy(300);
    link(new LinkInput.MediumState("1", "bcast", "eth0", true, null));
    control(new Control.Begin());
    await(() -> isTold(ClusterEvent.NodeStatus.class, "status=dead"), "bob dead in spite of the link");
    assertThat(isTold(ClusterEvent.Notice.class, Code.LINK_NOT_DRAINED.name())).isTrue();
  }

  @Test
  void whatALinkSaysOfItselfGoesIntoTheOneStream() throws Exception {
    deploy(1_000);
    link(new LinkInput.MediumState("1", "bcast", "eth0", true, null));
    link(new LinkInput.Rejected("1", "eth0", Map.of("forged", 3L)));
    await(() -> isTold(ClusterEvent.MediumStatus.class, "open=true"), "the medium");
    await(() -> isTold(ClusterEvent.Rejections.class, "forged=3"), "the rejections");
  }

  @Test
  void theBeatShowsThatTheLoopTurns() throws Exception {
    deploy(1_000);
    await(() -> beat.ageMillis() > 50, "a moment");
    await(() -> beat.ageMillis() < 50, "the next turn");
  }

  @Test
  void submittedMessagesGetTheirHeaderAndComeBackToUs() throws Exception {
    deploy(1_000);
    control(new Control.Begin());
    await(() -> !sent.isEmpty(), "the start");
    house.vertx().eventBus().send(
        Addresses.MESSAGE_SUBMIT, new Submission("test", Message.ofType("hello").with("x", "1")));
    await(() -> sent.stream().anyMatch(t -> "hello".equals(t.message().type())), "sent");
    await(() -> isTold(ClusterEvent.Delivered.class, "hello"), "delivered to ourselves");
    Message hello = sent.stream().map(LinkOutput.Transmit::message)
        .filter(m -> "hello".equals(m.type())).findFirst().orElseThrow();
    assertThat(hello.text(Fields.SOURCE)).isEqualTo("alice");
    assertThat(hello.hex(Fields.SEQUENCE)).isPresent();
  }

  @Test
  void aMessageThatDoesNotFitTheWireIsRefusedWithoutSpendingANumber() throws Exception {
    deploy(1_000);
    control(new Control.Begin());
    await(() -> !sent.isEmpty(), "the start");
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Message big = Message.ofType("big").with(Field.binary("b", Bytes.copyOf(noise)));
    assertThatThrownBy(() -> await(house.vertx().eventBus().request(Addresses.MESSAGE_SUBMIT, new Submission("test", big))))
        .hasMessageContaining("too big");
    await(() -> isTold(ClusterEvent.Notice.class, Code.MESSAGE_UNSENDABLE.name()), "a notice");
    int before = sent.size();
    await(() -> sent.size() > before, "the next status");
    List<Long> numbers = sent.stream().map(t -> t.message().hex(Fields.SEQUENCE)).filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong).toList();
    assertThat(numbers).as("sequence numbers on the wire")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
  }

  @Test
  void newKeysSignFromThenOn() throws Exception {
    deploy(1_000);
    control(new Control.Begin());
    await(() -> !sent.isEmpty(), "the start");
    control(new Control.NewKeys(SECOND));
    Envelope opener = new Envelope(SECOND, true, ClusterConfig.Compression.DEFAULT);
    await(() -> sent.stream().anyMatch(
        t -> opener.unpack(t.datagram().toArray()) instanceof Unpacked.Accepted), "the second key");
  }

  @Test
  void stopIsToldAtItsEndAndThenNothingMoreIsSent() throws Exception {
    deploy(1_000);
    control(new Control.Begin());
    await(() -> !sent.isEmpty(), "the start");
    control(new Control.Stop("test"));
    await(() -> isTold(ClusterEvent.LocalStatus.class, "state=" + LocalState.STOPPED), "stopped");
    int last = sent.size();
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(sent).hasSize(last);
  }
}
