package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.config.ClusterConfig;

/**
 * The life of one world: it is started, faults befall it while clients talk, then it is calm and must
 * settle, deliver everything and let go of a node that leaves. Every invariant watches.
 */
public final class Life {
  /**
   * How it went.
   *
   * @param violation the rule that was broken, or null
   * @param agreedNanos how long after the last fault all memberships agreed; -1 if they did not
   */
  public record Outcome(LifePlan plan, Violation violation, Statistics.Counts counts, long agreedNanos) {}

  private final LifePlan plan;
  private final SeededRandom random;
  private final Simulation world;
  private final EverythingArrives last = new EverythingArrives();
  private final Statistics statistics = new Statistics();
  private final SidesAgree sides = new SidesAgree();
  private final Converges converges = new Converges();
  private long agreedNanos = -1;

  private Life(LifePlan plan, Heart.Factory heart, Service.Factory service, Trace trace) {
    this.plan = plan;
    this.random = new SeededRandom(plan.seed()).stream("life");
    this.world = new Simulation(setup(plan, heart, service), trace);
    world.add(statistics);
    Invariants.watch(world, last);
    if (plan.views()) {
      Invariants.watchViews(world, sides, converges);
    }
  }

  /** Lives through that plan with the daemon's own heart. */
  public static Outcome live(LifePlan plan, Trace trace) {
    return live(plan, Heart::real, Service::real, trace);
  }

  static Outcome live(LifePlan plan, Heart.Factory heart, Service.Factory service, Trace trace) {
    trace.line(0, "world", () -> "seed " + plan.seed() + ": " + plan);
    Life life = new Life(plan, heart, service, trace);
    try {
      life.run();
      return new Outcome(plan, null, life.statistics.counts(), life.agreedNanos);
    } catch (Violation violation) {
      trace.line(violation.nanos(), "world", () -> "VIOLATION " + violation.getMessage());
      return new Outcome(plan, violation, life.statistics.counts(), life.agreedNanos);
    }
  }

  private static Simulation.Setup setup(LifePlan plan, Heart.Factory heart, Service.Factory service) {
    List<SimulatedNode.Setup> nodes = new ArrayList<>();
    for (int i = 0; i < plan.nodes().size(); i++) {
      boolean clike = plan.clike().get(i);
      Turns turns = clike ? new CLikeTiming(plan.timing().keepalive() * 1_000_000) : Turns.PROMPT;
      nodes.add(new SimulatedNode.Setup(plan.nodes().get(i), config(plan, clike), turns, heart, plan.views() ? service : null));
    }
    return new Simulation.Setup(plan.seed(), nodes, plan.links(), plan.faults());
  }

  /** A daemon that lives by ticks asks for a missing message once a tick, not for each time it was due. */
  private static ClusterConfig config(LifePlan plan, boolean clike) {
    long rexmitDelayMillis =
        clike ? Math.max(plan.maxRexmitDelayMillis(), plan.timing().keepalive()) : plan.maxRexmitDelayMillis();
    return Settings.config(plan.nodes(), plan.links(), plan.timing(), rexmitDelayMillis, plan.resourceMode());
  }

  private void run() {
    startAll();
    FaultPlan.plan(world, random.stream("faults"), plan.faultsNanos());
    Traffic.plan(world, random.stream("traffic"), plan.messagesPerSecond(), plan.faultsNanos());
    world.runUntil(plan.faultsNanos());
    stand();
    calm();
    if (!plan.views()) {
      deliver();
    }
    leave();
    world.witnesses(witness -> witness.finished(world));
  }

  /** All at once or one after another. */
  private void startAll() {
    SeededRandom starts = random.stream("starts");
    long span = starts.nextBoolean() ? 0 : starts.nextLong(1, 2 * plan.timing().initdead()) * 1_000_000;
    for (SimulatedNode node : world.nodes()) {
      world.time().at(span == 0 ? 0 : Math.min(starts.nextLong(span), plan.faultsNanos() - 1), node::start);
    }
  }

  /** One fault stands until every side has agreed on itself, and for a while more. */
  private void stand() {
    if (!plan.standing().isNothing()) {
      world.stand(plan.standing());
      long watchNanos = Bounds.watchNanos(world);
      long restNanos = world.nanos() + Bounds.restNanos(world) + watchNanos;
      runUntil(sides.settling(), watchNanos, Bounds.sidesNanos(world) + watchNanos);
      world.runUntil(Math.max(world.nanos(), restNanos));
    }
  }

  private void calm() {
    world.calm();
    world.runUntil(world.nanos() + Settles.boundNanos(world) + plan.timing().deadtime() * 1_000_000);
    if (plan.views()) {
      agree();
      agreedNanos = converges.settling().tookNanos();
    }
  }

  private void agree() {
    long calmNanos = 30 * Bounds.keepaliveNanos(world);
    runUntil(converges.settling(), calmNanos, Bounds.convergenceNanos(world) + calmNanos);
  }

  private void runUntil(Settling settling, long stableNanos, long atMostNanos) {
    long endNanos = world.nanos() + atMostNanos;
    while (world.nanos() < endNanos && !settling.isDone(world, stableNanos)) {
      world.runUntil(world.nanos() + Bounds.keepaliveNanos(world));
    }
  }

  private void deliver() {
    last.send(world, 20);
    world.runUntil(world.nanos() + Settles.boundNanos(world));
  }

  private void leave() {
    SimulatedNode leaver = world.nodes().get(0);
    leaver.stop("the end");
    while (leaver.isUp()) {
      world.runUntil(world.nanos() + plan.timing().keepalive() * 1_000_000);
    }
    world.runUntil(world.nanos() + 2 * plan.timing().deadtime() * 1_000_000);
    if (plan.views()) {
      agree();
    }
  }
}
