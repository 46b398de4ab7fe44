package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** wire.md 6: what is sent arrives, once, though a fifth of all datagrams is lost each way. */
@Interop
class LossIT {
  private static final int MESSAGES = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static void sendAll(Chatter chatter) {
    try {
      for (int number = 1; number <= MESSAGES; number++) {
        chatter.send(number);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoThousandMessagesEachWayBetweenCAndOursWithLossArriveOnce(Hosts hosts) throws Exception {
    // a C daemon takes about one message of a client at each of its ticks, so it gets many ticks
    Setup setup = Setup.plain().with("keepalive 30ms").with("deadtime 4").with("warntime 2").with("initdead 12")
        .with("apiauth " + Chatter.SERVICE + " uid=root");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, C)).startAll().awaitAllActive();
    try (Chatter ours = Chatter.on(cluster.daemon("north")); Chatter theirs = Chatter.on(cluster.daemon("south"))) {
      hosts.get("north").faults().losing(20);
      hosts.get("south").faults().losing(20);
      CompletableFuture<Void> sending = CompletableFuture.allOf(
          CompletableFuture.runAsync(() -> sendAll(ours)), CompletableFuture.runAsync(() -> sendAll(theirs)));
      Await.that("everything arrived: " + MESSAGES + " each way", LIMIT,
          () -> ours.from("south").size() >= MESSAGES && theirs.from("north").size() >= MESSAGES,
          () -> "ours has " + ours.from("south").size() + ", C has " + theirs.from("north").size() + "\n" + hosts.lastLogs(20));
      sending.get(10, TimeUnit.SECONDS);

      List<Integer> all = IntStream.rangeClosed(1, MESSAGES).boxed().toList();
      assertThat(ours.from("south")).as("C to ours: in order, once").isEqualTo(all);
      assertThat(ours.from("north")).as("ours to ourselves: in order, once").isEqualTo(all);
      // the C daemon delivers what follows a gap at once (wire.md 0.8)
      assertThat(theirs.from("north")).as("ours to C: once").hasSize(MESSAGES).containsExactlyInAnyOrderElementsOf(all);
    }
    assertThat(hosts.get("north").log()).doesNotContain("node south: is dead").doesNotContain("Gave up waiting");
    assertThat(hosts.get("south").log()).doesNotContain("node north: is dead").doesNotContain("Irretrievably lost");
  }
}
