package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.message.Message;

/** wire.md 11.2: hb_standby and hb_takeover where one node holds nothing; dave says what a C node would. */
class StandbyTest {
  private final TwoNodes world = new TwoNodes();
  private TwoNodes.Node carol;
  private TwoNodes.Node dave;

  @BeforeEach
  void twoStartedNodes() {
    start(true);
  }

  private void start(boolean resourceMode) {
    carol = world.add("carol", 7, TwoNodes.config(resourceMode, "carol", "dave"));
    dave = world.add("dave", 8, TwoNodes.config(resourceMode, "carol", "dave"));
    carol.start();
    dave.start();
    world.runMillis(2_000);
  }

  private void say(TwoNodes.Node node, String what, String step) {
    node.heart.onSubmit(Message.ofType("ask_resources").with("rsc_hold", what).with("info", step), world.now());
    world.runMillis(10);
  }

  private static List<String> asked(TwoNodes.Node node) {
    return node.sent("ask_resources").stream().map(m -> m.text("rsc_hold") + " " + m.text("info")).toList();
  }

  private static List<String> announced(TwoNodes.Node node) {
    return node.sent("resource").stream()
        .map(m -> m.text("rsc_hold") + " " + m.text("rtype") + " " + m.text("isstable") + " " + m.text("info")).toList();
  }

  private static boolean noted(TwoNodes.Node node, String text) {
    return node.told(ClusterEvent.Notice.class).stream().anyMatch(notice -> notice.text().contains(text));
  }

  @Test
  void givingUpGoesThroughAllStepsSoThatThePeerDoesNotWait() {
    say(carol, "all", "me");
    assertThat(asked(carol)).containsExactly("all me");
    say(dave, "all", "other");
    assertThat(asked(carol)).containsExactly("all me", "all done");
    assertThat(announced(carol)).containsExactly("none full 0 standby");
    say(dave, "all", "done");
    assertThat(announced(carol)).containsExactly("none full 0 standby", "none full 1 null");
    world.runMillis(11_000);
    assertThat(noted(carol, "cancelled")).isFalse();
  }

  @Test
  void withoutAnAnswerItIsCancelledAfterTenSeconds() {
    say(carol, "all", "me");
    world.runMillis(9_900);
    assertThat(noted(carol, "cancelled")).isFalse();
    world.runMillis(200);
    assertThat(noted(carol, "Standby request cancelled.")).isTrue();
    say(dave, "all", "other");
    assertThat(announced(carol)).as("an answer that comes too late").isEmpty();
  }

  @Test
  void whatAPeerWantsToGiveUpIsNotTaken() {
    say(dave, "local", "me");
    world.runMillis(11_000);
    assertThat(asked(carol)).isEmpty();
    assertThat(announced(carol)).isEmpty();
    assertThat(noted(carol, "dave wants to go standby [local]; it keeps its resources")).isTrue();
  }

  @Test
  void aPeerThatTakesOverGetsWhatIsForeignToIt() {
    dave.heart.onSubmit(Message.ofType("hb_takeover").with("rsc_hold", "foreign"), world.now());
    world.runMillis(10);
    assertThat(asked(carol)).containsExactly("local me");
    assertThat(asked(dave)).as("who takes over does not go standby").isEmpty();
  }

  @Test
  void anAnswerThatNobodyAskedForIsNoReasonToSayAnything() {
    say(dave, "all", "other");
    say(dave, "all", "done");
    assertThat(asked(carol)).isEmpty();
    assertThat(announced(carol)).isEmpty();
  }

  @Test
  void whereResourcesAreNotOursNothingIsSaid() {
    TwoNodes other = new TwoNodes();
    TwoNodes.Node erin = other.add("erin", 7, TwoNodes.config(false, "erin", "frank"));
    TwoNodes.Node frank = other.add("frank", 8, TwoNodes.config(false, "erin", "frank"));
    erin.start();
    frank.start();
    other.runMillis(2_000);
    frank.heart.onSubmit(Message.ofType("hb_takeover").with("rsc_hold", "all"), other.now());
    other.runMillis(20);
    assertThat(erin.sent("ask_resources")).isEmpty();
  }
}
