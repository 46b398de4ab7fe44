package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A world: nodes with their daemons, a network between them, virtual time, and witnesses that see
 * everything after every event. A function of its setup and seed.
 */
public final class Simulation {

  /**
   * @param nodes in order; their configurations name the links as media
   * @param links names of the links between all of them
   */
  public record Setup(long seed, List<SimulatedNode.Setup> nodes, List<String> links, FaultOptions faults) {
    public Setup {
      nodes = List.copyOf(nodes);
      links = List.copyOf(links);
    }
  }

  private final VirtualTime time = new VirtualTime();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<String> links;
  private final LossyNetwork network;
  private final Trace trace;
  private FaultOptions faults;

  public Simulation(Setup setup, Trace trace) {
    this.links = setup.links();
    this.faults = setup.faults();
    this.trace = trace;
    SeededRandom random = new SeededRandom(setup.seed());
    for (SimulatedNode.Setup node : setup.nodes()) {
      nodes.add(new SimulatedNode(this, nodes.size(), node, random.stream(node.name())));
    }
    this.network =
        new LossyNetwork(
            time, random.stream("network"), nodes.stream().map(SimulatedNode::name).toList(), links,
            faults, (to, link, message) -> nodes.get(to).packet(link, message), trace);
    for (Cut cut : faults.cuts()) {
      time.at(cut.fromNanos(), () -> network.cut(cut.path()));
      time.at(cut.untilNanos(), () -> network.heal(cut.path()));
    }
  }

  void add(Witness witness) {
    witnesses.add(witness);
  }

  void witnesses(Consumer<Witness> call) {
    for (int i = 0; i < witnesses.size(); i++) {
      call.accept(witnesses.get(i));
    }
  }

  long nanos() {
    return time.nanos();
  }

  VirtualTime time() {
    return time;
  }

  LossyNetwork network() {
    return network;
  }

  Trace trace() {
    return trace;
  }

  FaultOptions faults() {
    return faults;
  }

  List<String> links() {
    return links;
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  SimulatedNode node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no node '" + name + "' in this world"));
  }

  /** Lets the world live until that moment. An exception of a heart is a broken invariant too. */
  void runUntil(long endNanos) {
    try {
      while (time.stepUntil(endNanos)) {
        for (int i = 0; i < witnesses.size(); i++) {
          witnesses.get(i).afterEvent(this);
        }
      }
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new Violation("no exception escapes the heart", time.nanos(), String.valueOf(e), e);
    }
  }

  /** Ends all faults but those, which stand from now on. */
  void stand(Standing standing) {
    trace.line(nanos(), "world", () -> "from now on stands: " + standing);
    mend();
    standing.befall(this);
    witnesses(witness -> witness.standing(this));
  }

  /** Ends all faults: the network becomes good, every node runs. */
  void calm() {
    trace.line(nanos(), "world", () -> "all faults are over");
    mend();
    witnesses(witness -> witness.calmed(this));
  }

  private void mend() {
    faults = FaultOptions.NONE;
    network.setFaults(faults);
    network.healAll();
    for (SimulatedNode node : nodes) {
      node.recover();
    }
  }
}
