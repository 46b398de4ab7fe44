package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What waits for a slow line is bounded, and the oldest goes first. */
class SerialQueueTest {
  private static final int MAX_BYTES = 100;

  private final SerialQueue queue = new SerialQueue(MAX_BYTES);

  @Test
  void whatFitsComesOutInOrder() throws Exception {
    assertThat(queue.offer(new byte[] {1})).isZero();
    assertThat(queue.offer(new byte[] {2})).isZero();
    assertThat(queue.take()).containsExactly(1);
    assertThat(queue.take()).containsExactly(2);
  }

  @Test
  void theOldestGivesWayToTheNewest() throws Exception {
    queue.offer(new byte[60]);
    queue.offer(new byte[30]);
    assertThat(queue.offer(new byte[40])).isEqualTo(1);
    assertThat(queue.take()).hasSize(30);
    assertThat(queue.take()).hasSize(40);
  }

  @Test
  void manySmallOnesAreBoundedToo() {
    int dropped = 0;
    for (int i = 0; i <= SerialQueue.MAX_MESSAGES; i++) {
      dropped += queue.offer(new byte[1]);
    }
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void aMessageLongerThanEverythingIsSentAllTheSame() throws Exception {
    queue.offer(new byte[10]);
    assertThat(queue.offer(new byte[MAX_BYTES * 2])).isEqualTo(1);
    assertThat(queue.take()).hasSize(MAX_BYTES * 2);
  }

  @Test
  void whatIsPassedOnTakesHalfTheRoomAndPushesNothingOut() throws Exception {
    assertThat(queue.offerIfRoom(new byte[MAX_BYTES / 2])).isTrue();
    assertThat(queue.offerIfRoom(new byte[1])).isFalse();
    assertThat(queue.offer(new byte[MAX_BYTES / 2])).isZero();
    assertThat(queue.offerIfRoom(new byte[1])).isFalse();
    assertThat(queue.take()).hasSize(MAX_BYTES / 2);
  }

  @Test
  void closingEndsWhoeverWaitsAndTakesNothingMore() throws Exception {
    CompletableFuture<byte[]> waiting = CompletableFuture.supplyAsync(() ->
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), queue::take));
    queue.close();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(queue.offer(new byte[200])).isZero();
    assertThat(queue.take()).isNull();
  }
}
