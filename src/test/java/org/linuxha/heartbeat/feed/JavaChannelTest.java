package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.api.ClusterMessage;
import org.linuxha.heartbeat.api.HeartbeatClient;
import org.linuxha.heartbeat.api.HeartbeatException;
import org.linuxha.heartbeat.api.MessageChannel;

/** The channel of the Java client against the daemon's own server. */
@Timeout(60)
class JavaChannelTest {
  @TempDir Path runDir;
  private final Vertx application = Vertx.vertx();
  private final Context context = application.getOrCreateContext();
  private final LinkedBlockingQueue<ClusterMessage> received = new LinkedBlockingQueue<>();
  private FeedHouse house;
  private FakeHeart heart;
  private HeartbeatClient client;

  @BeforeEach
  void open() throws Exception {
    house = new FeedHouse(runDir);
    heart = new FakeHeart(house);
    FeedHouse.waitFor("the cluster is known", () -> house.unix().send("GET", "/readyz", "Host: hb").status() == 200);
    client = HeartbeatClient.unix(application, house.socket);
  }

  @AfterEach
  void close() throws Exception {
    FeedHouse.await(application.close());
    house.close();
  }

  /** On the application's loop, where the channel lives. */
  private <T> T inside(Callable<Future<T>> work) throws Exception {
    io.vertx.core.Promise<T> done = io.vertx.core.Promise.promise();
    context.runOnContext(now -> {
      try {
        work.call().onComplete(done);
      } catch (Exception e) {
        done.fail(e);
      }
    });
    return FeedHouse.await(done.future());
  }

  private MessageChannel channel(String service) throws Exception {
    return inside(() -> client.channel(service, received::add));
  }

  private static ClusterMessage number(int n) {
    return ClusterMessage.toAll("ignored", "chat", Map.of("n", n + " grüße"));
  }

  /** More than there are credits, and more than the window of the other direction. */
  @Test
  void manyMessagesAreSentAndReceivedInOrder() throws Exception {
    int count = 500;
    MessageChannel channel = channel("tasks");
    assertThat(channel.node() + channel.service()).isEqualTo("alicetasks");
    List<Long> numbers = inside(() -> {
      List<Future<Long>> sent = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        sent.add(channel.send(number(i)));
      }
      return Future.all(sent).map(all -> all.<Long>list());
    });
    for (int i = 1; i <= count; i++) {
      assertThat(numbers.get(i - 1)).isEqualTo(i);
      ClusterMessage message = received.poll(20, TimeUnit.SECONDS);
      assertThat(message.fields()).containsEntry("n", i + " grüße");
      assertThat(message.service() + message.node()).isEqualTo("tasksalice");
    }
    inside(channel::close);
    assertThatThrownBy(() -> inside(() -> channel.send(number(1)))).hasMessageContaining("the channel is closed");
  }

  /** What it does not take is not sent: so much and no more is on its way when the listener pauses. */
  @Test
  void aPausedListenerGetsNothingAndThenEverything() throws Exception {
    MessageChannel channel = channel("tasks");
    inside(() -> Future.succeededFuture(channel.pause()));
    for (int i = 0; i < 200; i++) {
      heart.tell(MessagesTest.delivered("tasks", i, "x"));
    }
    assertThat(received.poll(200, TimeUnit.MILLISECONDS)).isNull();
    inside(() -> Future.succeededFuture(channel.resume()));
    for (int i = 0; i < 200; i++) {
      assertThat(received.poll(20, TimeUnit.SECONDS)).as("message " + i).isNotNull();
    }
  }

  @Test
  void refusalsAreToldAndEndNothing() throws Exception {
    MessageChannel channel = channel("tasks");
    assertThatThrownBy(() -> inside(() -> channel.send(ClusterMessage.toAll("", "chat", Map.of("oseq", "4"))))).cause()
        .isInstanceOfSatisfying(HeartbeatException.class, refused -> {
          assertThat(refused).hasMessageContaining("oseq is set by the daemon");
          assertThat(refused.isTemporary()).isFalse();
        });
    assertThat(inside(() -> channel.send(number(1)))).isEqualTo(1);
    heart.hold();
    List<Throwable> failed = new ArrayList<>();
    inside(() -> {
      for (int i = 0; i < MessageChannel.WAITING + 2 * MessageChannelLimits.CREDITS; i++) {
        channel.send(number(i)).onFailure(failed::add);
      }
      return Future.succeededFuture();
    });
    assertThat(failed).as("a bounded queue").isNotEmpty().allSatisfy(busy ->
        assertThat(((HeartbeatException) busy).isTemporary()).isTrue());
    heart.release();
    assertThatThrownBy(() -> channel("no/service")).cause()
        .isInstanceOfSatisfying(HeartbeatException.class, refused -> assertThat(refused.id()).isEqualTo("HB762"));
  }

  /** The limits of the daemon's side. */
  private interface MessageChannelLimits {
    int CREDITS = org.linuxha.heartbeat.feed.MessageChannel.CREDITS;
  }

  /** What a listener throws is its own: no message comes twice, and none is held back for good. */
  @Test
  void aListenerThatThrowsGetsEachMessageOnceAllTheSame() throws Exception {
    LinkedBlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
    context.exceptionHandler(thrown::add);
    inside(() -> client.channel("tasks", message -> {
      received.add(message);
      throw new IllegalStateException("the listener's own");
    }).onSuccess(channel -> channel.closeHandler(ends::add)));
    int count = 300;
    for (int i = 0; i < count; i++) {
      heart.tell(MessagesTest.delivered("tasks", i, "x" + i));
    }
    for (int i = 0; i < count; i++) {
      ClusterMessage message = received.poll(20, TimeUnit.SECONDS);
      assertThat(message).as("message " + i).isNotNull();
      assertThat(message.fields()).containsEntry("text", "x" + i);
      assertThat(thrown.poll(20, TimeUnit.SECONDS)).hasMessage("the listener's own");
    }
    assertThat(received).isEmpty();
    assertThat(ends).isEmpty();
  }

  @Test
  void theEndIsToldWithItsReason() throws Exception {
    MessageChannel channel = channel("tasks");
    LinkedBlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
    inside(() -> Future.succeededFuture(channel.closeHandler(ends::add).pause()));
    for (int i = 0; i <= MessageReader.LINES + 64; i++) {
      heart.tell(MessagesTest.delivered("tasks", i, "x"));
    }
    assertThat(ends.poll(20, TimeUnit.SECONDS)).hasMessageContaining("this reader is too slow");
  }
}
