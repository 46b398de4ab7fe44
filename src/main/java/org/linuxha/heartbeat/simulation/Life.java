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
   */
  public record Outcome(LifePlan plan, Violation violation, Statistics.Counts counts) {}

  private final LifePlan plan;
  private final SeededRandom random;
  private final Simulation world;
  private final EverythingArrives last = new EverythingArrives();
  private final Statistics statistics = new Statistics();

  private Life(LifePlan plan, Heart.Factory heart, Trace trace) {
    this.plan = plan;
    this.random = new SeededRandom(plan.seed()).stream("life");
    this.world = new Simulation(setup(plan, heart), trace);
    world.add(statistics);
    Invariants.watch(world, last);
  }

  /** Lives through that plan with the daemon's own heart. */
  public static Outcome live(LifePlan plan, Trace trace) {
    return live(plan, Heart::real, trace);
  }

  static Outcome live(LifePlan plan, Heart.Factory heart, Trace trace) {
    trace.line(0, "world", () -> "seed " + plan.seed() + ": " + plan);
    Life life = new Life(plan, heart, trace);
    try {
      life.run();
      return new Outcome(plan, null, life.statistics.counts());
    } catch (Violation violation) {
      trace.line(violation.nanos(), "world", () -> "VIOLATION " + violation.getMessage());
      return new Outcome(plan, violation, life.statistics.counts());
    }
  }

  private static Simulation.Setup setup(LifePlan plan, Heart.Factory heart) {
    List<SimulatedNode.Setup> nodes = new ArrayList<>();
    for (int i = 0; i < plan.nodes().size(); i++) {
      boolean clike = plan.clike().get(i);
      Turns turns = clike ? new CLikeTiming(plan.timing().keepalive() * 1_000_000) : Turns.PROMPT;
      nodes.add(new SimulatedNode.Setup(plan.nodes().get(i), config(plan, clike), turns, heart));
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
    calm();
    deliver();
    leave();
    world.witnesses(witness -> witness.finished(world));
  }

  /** All at once or one after another. */
  private void startAll() {
    SeededRandom starts = random.stream("starts");
    long span = starts.nextBoolean() ? 0 : starts.nextLong(1, 2 * plan.timing().initdead()) * 1_000_000;
    for (SimulatedNode node : world.nodes()) {
      world.time().at(span == 0 ? 0 : starts.nextLong(span), node::start);
    }
  }

  private void calm() {
    world.calm();
    world.runUntil(world.nanos() + Settles.boundNanos(world) + plan.timing().deadtime() * 1_000_000);
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
  }
}
