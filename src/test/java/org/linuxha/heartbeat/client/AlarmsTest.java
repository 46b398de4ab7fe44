package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** client-api.md 4.5: a signal goes to the process that wanted it, and to no other that has its number by now. */
class AlarmsTest {
  private static final int SIGNAL = 10;
  private static final long LIMIT_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<Integer> signalled = new LinkedBlockingQueue<>();
  private final Alarms alarms = new Alarms(vertx, (process, signal) -> signalled.add(process));
  private final Process witness = process();

  @AfterEach
  void close() throws Exception {
    witness.destroyForcibly();
    vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static Process process() {
    try {
      return new ProcessBuilder("sleep", "60").start();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Session session(Process process) {
    Session session = new Session(new EmbeddedChannel(), new FrameDecoder(new Halves()),
        new Credentials((int) process.pid(), 0, 0), new Outbox.Total());
    session.wantsSignal(SIGNAL);
    return session;
  }

  /** All who are signalled before the witness is, who is rung last: signals go in their order. */
  private void onlyTheWitnessHears(Session... others) throws Exception {
    Session last = session(witness);
    context.runOnContext(now -> {
      for (Session other : others) {
        alarms.ring(other);
      }
      alarms.ring(last);
    });
    assertThat(signalled.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo((int) witness.pid());
  }

  @Test
  void theNumberOfAProcessThatIsGoneIsNotSignalled() throws Exception {
    Process client = process();
    Session session = session(client);
    client.destroyForcibly().waitFor();
    onlyTheWitnessHears(session);
  }

  @Test
  void aClientThatHasHungUpIsNotSignalled() throws Exception {
    Session session = session(process());
    session.channel.close();
    onlyTheWitnessHears(session);
    ProcessHandle.of(session.peer.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void whoWantsNoneAnyMoreGetsNone() throws Exception {
    Session session = session(witness);
    session.wantsSignal(0);
    assertThat(session.process()).isEmpty();
    onlyTheWitnessHears(session);
    assertThat(signalled).isEmpty();
  }
}
