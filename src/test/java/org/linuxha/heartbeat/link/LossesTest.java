package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.TestLoss;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.message.Message;

/** What a link does to its packets on purpose: what a test suite wants, what a demonstration wants, and both. */
class LossesTest {
  private static final Message MESSAGE = Message.ofType("status").with("src", "bob");
  private final Losses losses = new Losses(new SplittableRandom(1));

  private void become(int percent, int delay, boolean cut, LinkFault.Direction direction) {
    losses.become(new LinkFault(percent, delay, cut, direction, Set.of()));
  }

  private static int of1000(BooleanSupplier loses) {
    int lost = 0;
    for (int i = 0; i < 1_000; i++) {
      lost += loses.getAsBoolean() ? 1 : 0;
    }
    return lost;
  }

  private int sent() {
    return of1000(() -> losses.losesSent(MESSAGE));
  }

  private int received() {
    return of1000(() -> losses.losesReceived(MESSAGE));
  }

  @Test
  void nothingIsLostUnlessAskedFor() {
    assertThat(sent() + received()).isZero();
    assertThat(losses.isDeaf()).isFalse();
    assertThat(losses.sentLateMillis() + losses.receivedLateMillis()).isZero();
  }

  @Test
  void aShareIsLostInTheDirectionThatIsMeant() {
    become(20, 300, false, LinkFault.Direction.IN);
    assertThat(received()).isBetween(150, 250);
    assertThat(sent()).isZero();
    assertThat(losses.receivedLateMillis()).isEqualTo(300);
    assertThat(losses.sentLateMillis()).isZero();
    become(100, 300, false, LinkFault.Direction.OUT);
    assertThat(sent()).isEqualTo(1_000);
    assertThat(received()).isZero();
    assertThat(losses.sentLateMillis()).isEqualTo(300);
    losses.become(LinkFault.NONE);
    assertThat(sent() + received()).isZero();
  }

  @Test
  void aCutLetsNothingThrough() {
    become(0, 0, true, LinkFault.Direction.BOTH);
    assertThat(sent() + received()).isEqualTo(2_000);
    assertThat(losses.isDeaf()).isTrue();
    become(0, 0, true, LinkFault.Direction.OUT);
    assertThat(losses.isDeaf()).isFalse();
  }

  @Test
  void whatATestSuiteLosesComesOnTop() {
    losses.become(new TestLoss(0, 1, Set.of()));
    become(100, 0, false, LinkFault.Direction.OUT);
    assertThat(sent()).isEqualTo(1_000);
    assertThat(received()).isEqualTo(1_000);
    losses.become(new TestLoss(0, 1, Set.of("bob")));
    assertThat(received()).as("spared").isZero();
    losses.become(LinkFault.NONE);
    assertThat(sent()).isZero();
  }

  @Test
  void latePacketsKeepTheirOrderAndAreBounded() {
    List<Runnable> timers = new ArrayList<>();
    List<Integer> passed = new ArrayList<>();
    Delay delay = new Delay((millis, task) -> timers.add(task));
    delay.become(300);
    int lost = 0;
    for (int i = 0; i < Delay.MOST + 10; i++) {
      int number = i;
      lost += delay.pass(() -> passed.add(number)) ? 0 : 1;
    }
    assertThat(lost).isEqualTo(10);
    assertThat(passed).isEmpty();
    List.copyOf(timers).forEach(Runnable::run);
    assertThat(passed).hasSize(Delay.MOST).isSorted().endsWith(Delay.MOST - 1);
    assertThat(delay.pass(() -> passed.add(9_999))).isTrue();
    timers.get(timers.size() - 1).run();
    assertThat(passed).as("there is room again").endsWith(9_999);
  }

  @Test
  void aDelayThatBecomesShorterOrEndsLetsNothingOvertake() {
    List<Runnable> timers = new ArrayList<>();
    List<Integer> passed = new ArrayList<>();
    Delay delay = new Delay((millis, task) -> timers.add(task));
    delay.become(60_000);
    delay.pass(() -> passed.add(1));
    delay.become(70_000);
    delay.pass(() -> passed.add(2));
    assertThat(passed).as("a longer one holds nothing up or back").isEmpty();
    delay.become(300);
    assertThat(passed).containsExactly(1, 2);
    delay.pass(() -> passed.add(3));
    delay.become(0);
    delay.pass(() -> passed.add(4));
    delay.become(300);
    delay.pass(() -> passed.add(5));
    timers.subList(0, 3).forEach(Runnable::run);
    assertThat(passed).as("timers of what has passed already are for nobody else").containsExactly(1, 2, 3, 4);
    timers.get(3).run();
    assertThat(passed).containsExactly(1, 2, 3, 4, 5);
  }
}
