package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.config.ClusterConfig;

/** When simulated daemons get round to things. */
class TurnsTest {
  private static final List<String> NODES = List.of("north", "south");

  private final List<String> trace = new ArrayList<>();

  private Simulation world(Turns turnsOfSouth, String faults) {
    ClusterConfig config = Settings.config(NODES, List.of("eth0"), Settings.timing(500, 3000, 5000), 250, false);
    return new Simulation(
        new Simulation.Setup(
            3,
            List.of(
                new SimulatedNode.Setup("north", config, Turns.PROMPT, Heart::real, null),
                new SimulatedNode.Setup("south", config, turnsOfSouth, Heart::real, null)),
            List.of("eth0"), FaultOptions.NONE.with(faults)),
        Trace.to(trace::add));
  }

  private List<String> lines(String who) {
    return trace.stream().filter(line -> line.split(" ")[1].equals(who)).toList();
  }

  @Test
  void aClikeDaemonDoesEverythingAtItsTicks() {
    Simulation world = world(new CLikeTiming(500_000_000), "");
    world.nodes().forEach(SimulatedNode::start);
    world.runUntil(5_250_000_000L);
    assertThat(lines("south")).hasSizeGreaterThan(30)
        .allMatch(line -> Durations.parse(line.split(" ")[0] + "s") % 500_000_000 == 0);
    assertThat(lines("north")).anyMatch(line -> Durations.parse(line.split(" ")[0] + "s") % 500_000_000 != 0);
    assertThat(world.node("south").life().picture().statusOf("north")).isEqualTo("active");
  }

  @Test
  void aPausedDaemonDoesNothingAndThenReadsWhatItsSocketKept() {
    Simulation world = world(Turns.PROMPT, "receiveBufferPackets=3");
    world.nodes().forEach(SimulatedNode::start);
    world.runUntil(6_000_000_000L);
    world.node("south").pause();
    trace.clear();
    world.runUntil(9_000_000_000L);
    assertThat(lines("south")).isNotEmpty().allMatch(line -> line.contains("socket is full"));
    trace.clear();
    world.node("south").resume();
    world.runUntil(9_000_000_001L);
    assertThat(lines("south").stream().filter(line -> line.contains("eth0 <- "))).hasSize(3);
    assertThat(world.node("south").life().runningNanos()).isEqualTo(6_000_000_001L);
  }

  @Test
  void aKilledDaemonCausesNothingMore() {
    Simulation world = world(Turns.PROMPT, "");
    world.nodes().forEach(SimulatedNode::start);
    world.runUntil(6_000_000_000L);
    world.node("south").crash(false);
    trace.clear();
    world.runUntil(12_000_000_000L);
    assertThat(lines("south")).isEmpty();
    assertThat(world.node("north").life().picture().statusOf("south")).isEqualTo("dead");
  }

  @Test
  void stateFilesKeepUuidAndGenerationAndALostDiskDoesNot() {
    Simulation world = world(Turns.PROMPT, "");
    SimulatedNode south = world.node("south");
    south.start();
    var first = south.life().identity();
    south.crash(false);
    south.start();
    var second = south.life().identity();
    assertThat(second.uuid()).isEqualTo(first.uuid());
    assertThat(second.generation()).isEqualTo(first.generation() + 1);
    south.crash(true);
    south.start();
    assertThat(south.life().identity().uuid()).isNotEqualTo(first.uuid());
    assertThat(south.life().identity().generation()).isGreaterThan(second.generation());
  }

  @Test
  void theWallClockStepsAndTheMonotonicOneDoesNot() {
    Simulation world = world(Turns.PROMPT, "");
    SimulatedNode south = world.node("south");
    long wall = south.wallSeconds();
    long monotonic = south.monotonicNanos(0);
    south.stepClock(-3600);
    assertThat(south.wallSeconds()).isEqualTo(wall - 3600);
    assertThat(south.monotonicNanos(0)).isEqualTo(monotonic);
  }
}
