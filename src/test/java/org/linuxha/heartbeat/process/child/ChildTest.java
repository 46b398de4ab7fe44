package org.linuxha.heartbeat.process.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.UserIds;

/** client-api.md 12.1, where the machine has nothing left to start a program with. */
class ChildTest {
  private static final long LIMIT_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger tries = new AtomicInteger();
  private final CompletableFuture<Process> started = new CompletableFuture<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Of whose starts so many fail. */
  private Child child(int failures) {
    Program program = new Program("me", UserIds.own(), 0, "/bin/sleep 60", false);
    return new Child(vertx, program, new Nursery(List.of(program), Map.of(), Path.of("/")), () -> { },
        (severity, code, text) -> notices.add(code.id() + " " + text), (what, nursery) -> {
          if (tries.incrementAndGet() <= failures) {
            throw new IOException("error=11, Resource temporarily unavailable");
          }
          Process process = Launch.start(what, nursery);
          started.complete(process);
          return process;
        });
  }

  @Test
  void whatCannotBeStartedIsTriedAgainAndThatIsSaidOnce() throws Exception {
    Child child = child(2);
    context.runOnContext(now -> child.start());
    Process process = started.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(process.isAlive()).isTrue();
    assertThat(tries).hasValue(3);
    assertThat(notices).hasSize(1).first().asString().startsWith(Code.CHILD_NOT_STARTED.id())
        .endsWith("cannot be started: error=11, Resource temporarily unavailable; it is tried again each second.");
    CompletableFuture<Void> over = new CompletableFuture<>();
    context.runOnContext(now -> child.stop(5_000).onComplete(done -> over.complete(null)));
    over.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
