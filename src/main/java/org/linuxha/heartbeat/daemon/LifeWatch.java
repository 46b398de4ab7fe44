package org.linuxha.heartbeat.daemon;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.CompletableFuture;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;

/** Follows our own state for the main thread, which waits for the first status and for the end. */
final class LifeWatch extends VerticleBase {
  private final CompletableFuture<Void> up;
  private final CompletableFuture<String> stopped;

  /**
   * @param up done when the first status has been sent
   * @param stopped done with the reason when nothing more will be sent
   */
  LifeWatch(CompletableFuture<Void> up, CompletableFuture<String> stopped) {
    this.up = up;
    this.stopped = stopped;
  }

  @Override
  public Future<?> start() {
    return Gathered.<Told>consumer(vertx.eventBus(), Addresses.CLUSTER_EVENT, told -> onEvent(told.event()))
        .completion();
  }

  private void onEvent(ClusterEvent event) {
    if (!(event instanceof ClusterEvent.LocalStatus local)) {
      return;
    }
    if (local.state() == LocalState.UP) {
      up.complete(null);
    } else if (local.state() == LocalState.STOPPED) {
      stopped.complete(local.reason());
    }
  }
}
