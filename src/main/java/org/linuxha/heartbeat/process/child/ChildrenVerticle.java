package org.linuxha.heartbeat.process.child;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.process.StateNotices;

/** Starts the children when this node is active, and stops them in the reverse order (client-api.md 12.1). */
public final class ChildrenVerticle extends VerticleBase {
  /**
   * How long a stop waits.
   *
   * @param eachMillis a child that ignores TERM is killed after that,
   * @param allMillis and all of them together hold up an orderly stop no longer than that
   * @param restartMillis between two lives no peer shall miss us, so children get less time
   * @param resourcesMillis one that stops resources first is killed only after that, which is Pacemaker's own bound
   *     (shutdown-escalation); it is not counted among all of them
   */
  public record Patience(long eachMillis, long allMillis, long restartMillis, long resourcesMillis) {
    public static final Patience DEFAULT = new Patience(10_000, 20_000, 500, TimeUnit.MINUTES.toMillis(20));
  }

  private final Nursery nursery;
  private final Runnable reboot;
  private final StateNotices notices;
  private final Patience patience;
  private final List<Child> children = new ArrayList<>();
  private boolean begun;
  private boolean stopping;

  /**
   * @param reboot ends the life of this machine, for failfast
   * @param notices told what somebody should look at
   */
  public ChildrenVerticle(Nursery nursery, Runnable reboot, StateNotices notices, Patience patience) {
    this.nursery = nursery;
    this.reboot = reboot;
    this.notices = notices;
    this.patience = patience;
  }

  @Override
  public Future<?> start() {
    nursery.programs().forEach(program -> children.add(new Child(vertx, program, nursery, reboot, notices)));
    Gathered.<Told>consumer(vertx.eventBus(), Addresses.CLUSTER_EVENT, told -> onTold(told.event()));
    return Future.succeededFuture();
  }

  private void onTold(ClusterEvent event) {
    boolean active = event instanceof ClusterEvent.LocalStatus local && local.state() == LocalState.ACTIVE;
    if (active && !begun && !stopping) {
      begun = true;
      children.forEach(Child::start);
    }
  }

  /** No end takes longer than that. */
  public long longestMillis() {
    long slow = nursery.programs().stream().filter(Program::stopsResources).count();
    return slow * patience.resourcesMillis() + patience.allMillis() + nursery.programs().size() * patience.restartMillis()
        + patience.eachMillis();
  }

  /**
   * Stops all, the last of ha.cf first, each when the one before is gone. From any thread.
   *
   * @param restart the next life begins at once: all are told together, and get little time, unless one of them has
   *     resources to stop
   * @return done when all are gone or were killed
   */
  public Future<Void> end(boolean restart) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(now -> {
      stopping = true;
      children.forEach(Child::giveUp);
      List<Child> reversed = new ArrayList<>(children);
      Collections.reverse(reversed);
      boolean hasty = restart && nursery.programs().stream().noneMatch(Program::stopsResources);
      (hasty ? together(reversed) : oneByOne(reversed)).onComplete(done);
    });
    return done.future();
  }

  private Future<Void> together(List<Child> all) {
    return Future.join(all.stream().map(child -> child.stop(patience.restartMillis())).toList()).mapEmpty();
  }

  private Future<Void> oneByOne(List<Child> all) {
    long[] leftMillis = {patience.allMillis()};
    Future<Void> chain = Future.succeededFuture();
    for (Child child : all) {
      chain = chain.compose(before -> child.stopsResources() ? child.stop(patience.resourcesMillis()) : stop(child, leftMillis));
    }
    return chain;
  }

  private Future<Void> stop(Child child, long[] leftMillis) {
    long begun = System.nanoTime();
    return child.stop(Math.max(patience.restartMillis(), Math.min(patience.eachMillis(), leftMillis[0])))
        .onSuccess(over -> leftMillis[0] -= TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }
}
