package org.linuxha.heartbeat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/** wire.md 6.4: 500 messages are kept for who missed them, and no client fills the memory with them. */
class HistoryTest {
  private final History history = new History();

  private static Message message(int bytes) {
    return Message.ofType("chat").with("text", "x".repeat(bytes));
  }

  private void add(int from, int to, int bytes) {
    for (int i = from; i <= to; i++) {
      history.add(i, message(bytes));
    }
  }

  private long kept() {
    long bytes = 0;
    for (long i = history.lowest(); i <= history.highest(); i++) {
      bytes += NetstringCodec.lengthOf(history.get(i));
    }
    return bytes;
  }

  @Test
  void fiveHundredOfTheUsualKindAreKept() {
    assertThat(history.lowest()).isEqualTo(1);
    add(1, 700, 20_000);
    assertThat(history.lowest()).isEqualTo(201);
    assertThat(history.get(200)).isNull();
    assertThat(history.get(201)).isNotNull();
    assertThat(history.get(701)).isNull();
  }

  @Test
  void ofLargeOnesAsManyAsTheMemoryAllows() {
    add(1, 600, 250_000);
    assertThat(history.highest()).isEqualTo(600);
    assertThat(kept()).isBetween(History.MOST_BYTES - 300_000L, (long) History.MOST_BYTES);
    assertThat(history.get(history.lowest() - 1)).isNull();
  }

  @Test
  void andFiveHundredAgainWhenTheyAreSmall() {
    add(1, 600, 250_000);
    add(601, 1_100, 100);
    assertThat(history.lowest()).isEqualTo(601);
    assertThat(kept()).isLessThan(500 * 200);
  }

  @Test
  void theLastOneIsAlwaysThere() {
    history.add(1, message(History.MOST_BYTES + 1));
    assertThat(history.get(1)).isNotNull();
    history.add(2, message(10));
    assertThat(history.lowest()).isEqualTo(2);
  }
}
