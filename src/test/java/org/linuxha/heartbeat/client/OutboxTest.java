package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** client-api.md 1.4: who does not read is cut, alone or with others, and nobody who reads is cut for them. */
class OutboxTest {
  private static final int LARGE = 200_000;
  private final Outbox.Total total = new Outbox.Total();

  /** A program that reads nothing until it is told to. */
  private final class Sleeper {
    private final Deque<ChannelPromise> written = new ArrayDeque<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
      @Override
      public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        written.add(promise);
      }
    });
    final Outbox outbox = new Outbox(channel, total);

    Sleeper() {
      outbox.limit(Outbox.MOST_MESSAGES);
    }

    /** How many bodies of that size it is given before it is to be cut, at most so many. */
    int taken(int size, int most) {
      int count = 0;
      while (count < most && outbox.send(new byte[size])) {
        count++;
      }
      return count;
    }

    void read() {
      while (!written.isEmpty()) {
        written.poll().setSuccess();
      }
      channel.runPendingTasks();
    }
  }

  @Test
  void oneAloneMayBeSixteenMebibytesBehind() {
    assertThat(new Sleeper().taken(LARGE, 1_000)).isBetween(80, 84);
  }

  @Test
  void manyTogetherMayNotFillTheMemory() {
    long bytes = 0;
    for (int i = 0; i < 40; i++) {
      bytes += (long) new Sleeper().taken(LARGE, 20) * LARGE;
    }
    assertThat(bytes).as("all, and one message each").isLessThan(Outbox.MOST_OF_ALL + 40L * LARGE);
  }

  @Test
  void whoReadsIsServedWhateverOthersLeave() {
    Sleeper reader = new Sleeper();
    for (int i = 0; i < 5; i++) {
      new Sleeper().taken(LARGE, 1_000);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(reader.taken(1_000, 50)).as("a burst of small messages").isEqualTo(50);
      reader.read();
      assertThat(reader.taken(LARGE, 1)).as("a large one").isEqualTo(1);
      reader.read();
    }
  }

  @Test
  void whatIsReadMakesRoomForAll() {
    Sleeper first = new Sleeper();
    Sleeper second = new Sleeper();
    first.taken(LARGE, 80);
    assertThat(second.taken(LARGE, 80)).isBetween(40, 50);
    first.read();
    assertThat(second.taken(LARGE, 30)).isEqualTo(30);
  }
}
