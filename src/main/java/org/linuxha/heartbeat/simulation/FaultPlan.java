package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;

/** The faults of one life of a world, drawn beforehand from the rates of {@link FaultOptions}. */
final class FaultPlan {
  private static final double MINUTE_NANOS = 60e9;

  private record Planned(long nanos, Fault fault) {}

  private final FaultOptions options;
  private final SeededRandom random;
  private final List<String> nodes;
  private final List<String> links;
  private final long endNanos;
  private final List<Planned> planned = new ArrayList<>();

  private FaultPlan(
      FaultOptions options, SeededRandom random, List<String> nodes, List<String> links, long endNanos) {
    this.options = options;
    this.random = random;
    this.nodes = nodes;
    this.links = links;
    this.endNanos = endNanos;
  }

  /** Draws the faults from now until {@code endNanos} and lets them come over that world. */
  static void plan(Simulation world, SeededRandom random, long endNanos) {
    FaultPlan plan =
        new FaultPlan(
            world.faults(), random, world.nodes().stream().map(SimulatedNode::name).toList(),
            world.links(), endNanos);
    plan.draw();
    plan.planned.forEach(item -> world.time().at(item.nanos(), () -> item.fault().befall(world)));
  }

  private void draw() {
    for (String node : nodes) {
      atRate(options.pausesPerMinute(), nanos -> pause(node, nanos));
      atRate(options.crashesPerMinute(), nanos -> crash(node, nanos));
      atRate(options.stopsPerMinute(), nanos -> stop(node, nanos));
      atRate(options.clockStepsPerMinute(), nanos -> stepClock(node, nanos));
    }
    atRate(options.partitionsPerMinute(), this::partition);
  }

  private interface Drawing {
    void at(long nanos);
  }

  private void atRate(double perMinute, Drawing drawing) {
    if (perMinute <= 0) {
      return;
    }
    double mean = MINUTE_NANOS / perMinute;
    for (double nanos = random.exponential(mean); nanos < endNanos; nanos += random.exponential(mean)) {
      drawing.at((long) nanos);
    }
  }

  private void add(long nanos, Fault fault) {
    if (nanos < endNanos) {
      planned.add(new Planned(nanos, fault));
    }
  }

  private void pause(String node, long nanos) {
    add(nanos, new Fault.Pause(node));
    add(nanos + options.pause().draw(random), new Fault.Resume(node));
  }

  private void crash(String node, long nanos) {
    add(nanos, new Fault.Crash(node, random.nextInt(12), random.chance(options.stateLoss())));
    add(nanos + options.down().draw(random), new Fault.Start(node));
  }

  private void stop(String node, long nanos) {
    add(nanos, new Fault.Stop(node));
    add(nanos + options.down().draw(random), new Fault.Start(node));
  }

  private void stepClock(String node, long nanos) {
    long largest = options.clockStepSeconds();
    add(nanos, new Fault.StepClock(node, random.nextLong(-largest, largest + 1)));
  }

  /** Some nodes lose sight of the others: on one link or all, one way or both. */
  private void partition(long nanos) {
    String link = random.nextInt(3) == 0 ? links.get(random.nextInt(links.size())) : PathPattern.ANY;
    boolean oneWay = random.nextInt(3) == 0;
    boolean[] side = new boolean[nodes.size()];
    for (int i = 0; i < side.length; i++) {
      side[i] = random.nextBoolean();
    }
    long until = nanos + options.partition().draw(random);
    for (int i = 0; i < side.length; i++) {
      for (int j = 0; j < side.length; j++) {
        if (side[i] && !side[j]) {
          PathPattern path = new PathPattern(nodes.get(i), nodes.get(j), !oneWay, link);
          add(nanos, new Fault.CutPath(path));
          add(until, new Fault.HealPath(path));
        }
      }
    }
  }
}
