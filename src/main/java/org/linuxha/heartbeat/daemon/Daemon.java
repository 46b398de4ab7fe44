package org.linuxha.heartbeat.daemon;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.client.ClientVerticle;
import org.linuxha.heartbeat.cluster.Identity;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.NotYetActive;
import org.linuxha.heartbeat.feed.DaemonFacts;
import org.linuxha.heartbeat.feed.FeedVerticle;
import org.linuxha.heartbeat.link.LinkVerticle;
import org.linuxha.heartbeat.log.EventLog;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.child.ChildrenVerticle;
import org.linuxha.heartbeat.process.child.Reboot;
import org.linuxha.heartbeat.pulse.ClusterSetup;
import org.linuxha.heartbeat.pulse.ClusterVerticle;
import org.linuxha.heartbeat.pulse.MembershipSetup;
import org.linuxha.heartbeat.pulse.MembershipVerticle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon life: the one place that wires the rooms together. Who listens is deployed before who
 * speaks; when all links have been tried the heart is let begin.
 */
final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final long STOP_LIMIT_SECONDS = 30;
  private static final long CLOSE_LIMIT_SECONDS = 5;

  private final DaemonPlan plan;
  private final House house;
  private final PulseBeat beat = new PulseBeat();
  private final ChildrenVerticle children;
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private final CompletableFuture<Control> endWanted = new CompletableFuture<>();
  private final CompletableFuture<String> stopped = new CompletableFuture<>();

  Daemon(DaemonPlan plan, House house) {
    this.plan = plan;
    this.house = house;
    children = new ChildrenVerticle(
        plan.children(), new Reboot(), (severity, code, text) -> Words.say(LOG, severity, code, text),
        ChildrenVerticle.Patience.DEFAULT);
  }

  /** Returns when all links were tried, HTTP is served and the first status was sent. */
  void start() throws ExecutionException, InterruptedException {
    Future<?> listening =
        house
            .deploy(House.Loop.SERVICE, EventLog::new)
            .compose(done -> house.deploy(House.Loop.SERVICE, () -> new LifeWatch(up, stopped)))
            .compose(done -> deployFeed())
            .compose(done -> house.deploy(House.Loop.SERVICE, () -> new ClientVerticle(plan.clients())))
            .compose(done -> house.deploy(House.Loop.SERVICE, () -> children))
            .compose(done -> plan.ownCcm() ? house.deploy(House.Loop.PULSE, this::membership) : Future.succeededFuture())
            .compose(done -> house.deploy(House.Loop.PULSE, this::cluster))
            .compose(done -> deployLinks());
    listening.toCompletionStage().toCompletableFuture().get();
    control(new Control.Begin());
    up.get();
  }

  private Future<String> deployFeed() {
    DaemonFacts facts = facts();
    return house.deploy(
        House.Loop.SERVICE,
        () -> new FeedVerticle(facts, plan.own(), plan.places().apiSocket(), plan.socketRules(), beat, plan.keys()));
  }

  private DaemonFacts facts() {
    Identity self = plan.identity();
    List<String> inactive =
        plan.configuration().notYetActive().stream().map(Daemon::sentence).toList();
    return new DaemonFacts(
        self.name(), plan.configuration().cluster().clusterName(), Version.line(), self.uuid(),
        self.generation(), System.currentTimeMillis(), inactive, plan.resources(),
        plan.configuration().cluster().media());
  }

  /** {@code ha.cf:12: serial: No serial line is opened.} */
  static String sentence(NotYetActive inactive) {
    return inactive.place() + ": " + inactive.directive() + ": " + inactive.meaning();
  }

  private ClusterVerticle cluster() {
    Configuration configuration = plan.configuration();
    HostCacheKeeper keeper = new HostCacheKeeper(house.vertx(), plan.stateFiles());
    return new ClusterVerticle(
        new ClusterSetup(
            configuration.cluster(), plan.identity(), plan.known(), plan.keys(),
            new SplittableRandom(), keeper),
        beat);
  }

  private MembershipVerticle membership() {
    return new MembershipVerticle(
        new MembershipSetup(MembershipPlan.of(plan.configuration()), new SplittableRandom()));
  }

  private Future<?> deployLinks() {
    ClusterConfig config = plan.configuration().cluster();
    List<Future<String>> links = new ArrayList<>();
    for (Medium medium : config.media()) {
      String id = Integer.toString(links.size() + 1);
      links.add(
          house.deploy(House.Loop.PULSE,
              () -> new LinkVerticle(id, medium, config, plan.keys(), plan.own().links(), plan.identity().name())));
    }
    return Future.all(links);
  }

  void control(Control order) {
    house.vertx().eventBus().publish(Addresses.DAEMON_CONTROL, order);
  }

  /** Asks for the orderly end; from any thread, at any time, as often as one likes. */
  void stop(String reason) {
    endWanted.complete(new Control.Stop(reason));
  }

  /** Asks for an end without goodbye: the next life begins at once. Loses against an earlier wish. */
  void restart(String reason) {
    endWanted.complete(new Control.Restart(reason));
  }

  /** Calls it, once, with the reason as soon as somebody wants the end for good. */
  void whenStopping(Consumer<String> listener) {
    endWanted.thenAccept(end -> {
      if (end instanceof Control.Stop stop) {
        listener.accept(stop.reason());
      }
    });
  }

  /** True if the next life is to begin when this one has ended. */
  boolean isRestarting() {
    return endWanted.isDone() && endWanted.join() instanceof Control.Restart;
  }

  /** Milliseconds since the pulse loop last turned. */
  long pulseAgeMillis() {
    return beat.ageMillis();
  }

  /** Whether the pulse loop lives, for whoever watches over it. */
  PulseBeat beat() {
    return beat;
  }

  /**
   * Waits until somebody wants the end, leaves the cluster, and answers whether that went well.
   *
   * @param first done before anything else when the end is wanted
   */
  boolean awaitEnd(Runnable first) throws InterruptedException {
    Control end = endWanted.join();
    first.run();
    endChildren(end instanceof Control.Restart);
    control(end);
    try {
      stopped.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.error("{} The daemon did not leave the cluster within {} s and ends all the same.",
          Code.STOP_TOO_LONG.id(), STOP_LIMIT_SECONDS);
      return false;
    }
  }

  /** While this node is still a member: they may have something to say to their like. */
  private void endChildren(boolean restart) throws InterruptedException {
    try {
      children.end(restart).toCompletionStage().toCompletableFuture().get(children.longestMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Some programs of respawn lines did not end: {}", e.toString());
    }
  }

  /** Closes links, sockets and loops. */
  void close() throws InterruptedException {
    try {
      house.close().toCompletionStage().toCompletableFuture()
          .get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Some of the daemon's parts did not close: {}", e.toString());
    }
  }
}
