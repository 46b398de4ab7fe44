package org.linuxha.heartbeat.bus;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for what Vert.x promises; for tests that stand outside of its loops. */
public final class Futures {
  private static final long LIMIT_SECONDS = 30;

  private Futures() {}

  /** Its result. */
  public static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
