package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.linuxha.heartbeat.config.ClusterConfig;

/** Nodes n1, n2 ... on one good link, keepalive 200 ms, deadtime 2 s, each with a membership service. */
final class SmallWorld {
  static final long KEEPALIVE_MILLIS = 200;

  final Simulation world;

  SmallWorld(List<Boolean> clike) {
    List<String> names = IntStream.rangeClosed(1, clike.size()).mapToObj(i -> "n" + i).toList();
    ClusterConfig config = Settings.config(names, List.of("eth0"), Settings.timing(KEEPALIVE_MILLIS, 2000, 3000), 250, false);
    List<SimulatedNode.Setup> nodes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Turns turns = clike.get(i) ? new CLikeTiming(KEEPALIVE_MILLIS * 1_000_000) : Turns.PROMPT;
      nodes.add(new SimulatedNode.Setup(names.get(i), config, turns, Heart::real, Service::real));
    }
    world =
        new Simulation(
            new Simulation.Setup(7, nodes, List.of("eth0"), FaultOptions.NONE.with("delay=fixed:1ms")), Trace.NONE);
  }

  void startAll() {
    world.nodes().forEach(SimulatedNode::start);
  }

  void run(long seconds) {
    world.runUntil(world.nanos() + seconds * 1_000_000_000);
  }
}
