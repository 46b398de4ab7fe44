package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.process.UserIds;

/** The real servers on the real loops, told made-up lives of a cluster. */
final class FeedHouse implements AutoCloseable {
  private static final long LIMIT_SECONDS = 30;

  /** Of the daemon in the house. */
  static final KeyRing KEYS = AuthKeysParser.parse("authkeys", "auth 1\n1 sha1 house-secret\n").ring().orElseThrow();

  /** Everything for root and whoever runs the tests. */
  static final SocketRules RULES = new SocketRules(Set.copyOf(List.of(0L, UserIds.own())), Map.of());

  final Path socket;
  final House house = House.open();
  final FeedVerticle feed;

  FeedHouse(Path runDir) throws Exception {
    this(runDir, RULES);
  }

  FeedHouse(Path runDir, SocketRules rules) throws Exception {
    this(runDir, rules, OwnSettings.NONE.at(Optional.of(new HttpAddress("127.0.0.1", 0))));
  }

  FeedHouse(Path runDir, SocketRules rules, OwnSettings own) throws Exception {
    socket = runDir.resolve("api.sock");
    feed = new FeedVerticle(Story.FACTS, own, socket, rules, new PulseBeat(), KEYS);
    await(house.deploy(House.Loop.SERVICE, () -> feed));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  void tell(List<Told> events) {
    events.forEach(told -> house.vertx().eventBus().publish(Addresses.CLUSTER_EVENT, told));
  }

  void agree(MembershipEvent event) {
    Moment now = Story.moment(50);
    house.vertx().eventBus().publish(
        Addresses.MEMBERSHIP_VIEW, new Agreed(1, now.nanos(), now.wallMillis(), event));
  }

  /** What that finds out on the service loop. */
  <T> Future<T> inService(java.util.function.Supplier<T> question) {
    io.vertx.core.Promise<T> answer = io.vertx.core.Promise.promise();
    // whoever asks from outside gets the service loop
    house.vertx().runOnContext(now -> answer.complete(question.get()));
    return answer.future();
  }

  RawHttp tcp() {
    return RawHttp.tcp(feed.port());
  }

  RawHttp unix() {
    return RawHttp.unix(socket);
  }

  EventLines follow(String query) throws Exception {
    return EventLines.open(unix(), "/api/v1/events" + query);
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  static void waitFor(String what, Condition condition) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() throws Exception {
    await(house.close());
  }
}
