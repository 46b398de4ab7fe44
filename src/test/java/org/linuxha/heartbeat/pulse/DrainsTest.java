package org.linuxha.heartbeat.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** After a pause nobody is judged before every open link has read its socket empty (design, rules of time). */
class DrainsTest {
  private final Drains drains = new Drains();

  @Test
  void aDrainEndsWhenEveryOpenLinkHasAnswered() {
    drains.linkOpened("1");
    drains.linkOpened("2");
    drains.begin(7);
    assertThat(drains.takeFinished()).isFalse();
    drains.drained("1", 7);
    assertThat(drains.takeFinished()).isFalse();
    drains.drained("2", 7);
    assertThat(drains.takeFinished()).isTrue();
    assertThat(drains.takeFinished()).as("once for each drain").isFalse();
  }

  @Test
  void withoutOpenLinksThereIsNothingToWaitFor() {
    drains.begin(1);
    assertThat(drains.takeFinished()).isTrue();
  }

  @Test
  void anAnswerToAnEarlierDrainIsNoAnswerToThisOne() {
    drains.linkOpened("1");
    drains.begin(1);
    drains.drained("1", 1);
    assertThat(drains.takeFinished()).isTrue();
    drains.begin(2);
    drains.drained("1", 1);
    assertThat(drains.takeFinished()).isFalse();
  }

  @Test
  void aLinkThatClosesMeanwhileIsNotWaitedFor() {
    drains.linkOpened("1");
    drains.begin(1);
    drains.linkClosed("1");
    assertThat(drains.takeFinished()).isTrue();
  }

  @Test
  void givingUpNamesTheSilentLinksAndEndsThatDrainOnly() {
    drains.linkOpened("1");
    drains.linkOpened("2");
    drains.begin(1);
    drains.drained("2", 1);
    assertThat(drains.giveUp(0)).isEmpty();
    assertThat(drains.takeFinished()).isFalse();
    assertThat(drains.giveUp(1)).containsExactly("1");
    assertThat(drains.takeFinished()).isTrue();
    assertThat(drains.giveUp(1)).isEmpty();
  }
}
