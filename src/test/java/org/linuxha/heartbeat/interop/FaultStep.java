package org.linuxha.heartbeat.interop;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * One thing that happens to a cluster.
 *
 * @param node to whom, as a place in the list of nodes
 * @param other the second of {@link Act#DEAF} and {@link Act#CUT}
 * @param number a bit for each node of {@link Act#SIDES}, drawn for {@link Act#LOSS} and {@link Act#TOPOLOGY} too
 * @param pauseMillis what passes before the next one
 */
record FaultStep(Act act, int node, int other, int number, int pauseMillis) {

  /** What can happen. One that makes no sense at its moment, as to kill who is down, is no event. */
  enum Act {
    /** The node does not hear the other. */
    DEAF(3, (ordeal, step) -> ordeal.deafen(step.node(), step.other())),
    /** Neither hears the other. */
    CUT(3, (ordeal, step) -> {
      ordeal.deafen(step.node(), step.other());
      ordeal.deafen(step.other(), step.node());
    }),
    /** Two sides that do not hear each other, instead of all damage so far. */
    SIDES(4, (ordeal, step) -> ordeal.connect((a, b) -> (step.number() >> a & 1) == (step.number() >> b & 1))),
    /** A star, a ring, a tail ... instead of all damage so far. */
    TOPOLOGY(1, (ordeal, step) -> {
      Topology topology = Topology.values()[step.number() % Topology.values().length];
      ordeal.connect((a, b) -> topology.connects(a, b, ordeal.size()));
    }),
    /** The network is whole again. */
    MEND(3, (ordeal, step) -> ordeal.connect((a, b) -> true)),
    LOSS(1, (ordeal, step) -> ordeal.lose(step.node(), step.lossPercent())),
    KILL(4, (ordeal, step) -> ordeal.kill(step.node())),
    START(3, (ordeal, step) -> ordeal.start(step.node())),
    RESTART(3, (ordeal, step) -> {
      ordeal.kill(step.node());
      ordeal.start(step.node());
    }),
    /** The orderly stop, which is not waited for. */
    STOP(2, (ordeal, step) -> ordeal.stop(step.node())),
    FREEZE(2, (ordeal, step) -> ordeal.freeze(step.node())),
    THAW(2, (ordeal, step) -> ordeal.thaw(step.node())),
    /** The service of a C node dies; its heartbeat starts it again after a second. */
    CCM_KILL(2, (ordeal, step) -> ordeal.signalCcm(step.node(), "KILL")),
    CCM_FREEZE(2, (ordeal, step) -> ordeal.signalCcm(step.node(), "STOP"));

    private final int weight;
    private final BiConsumer<Ordeal, FaultStep> action;

    Act(int weight, BiConsumer<Ordeal, FaultStep> action) {
      this.weight = weight;
      this.action = action;
    }

    private boolean isOfC() {
      return this == CCM_KILL || this == CCM_FREEZE;
    }

    private static Act draw(RandomGenerator random) {
      int left = random.nextInt(List.of(values()).stream().mapToInt(act -> act.weight).sum());
      for (Act act : values()) {
        left -= act.weight;
        if (left < 0) {
          return act;
        }
      }
      throw new IllegalStateException("weights do not add up");
    }
  }

  static FaultStep draw(RandomGenerator random, List<Kind> kinds) {
    int nodes = kinds.size();
    Act act = Act.draw(random);
    int node = random.nextInt(nodes);
    if (act.isOfC() && kinds.get(node) != Kind.C) {
      node = kinds.contains(Kind.C) ? kinds.indexOf(Kind.C) : node;
    }
    int other = (node + 1 + random.nextInt(nodes - 1)) % nodes;
    // at once, within a round, beyond deadtime
    int[] pauses = {0, 100, 400, 1_200, 2_500, 4_500};
    int pause = pauses[random.nextInt(pauses.length)];
    return new FaultStep(act, node, other, parted(random, nodes), pause + random.nextInt(1 + pause / 2));
  }

  /** Two sides, neither of them empty. */
  static int parted(RandomGenerator random, int nodes) {
    return 1 + random.nextInt((1 << nodes) - 2);
  }

  private int lossPercent() {
    return 10 + number % 4 * 10;
  }

  void happenTo(Ordeal ordeal) {
    act.action.accept(ordeal, this);
    Ordeal.pause(pauseMillis);
  }

  @Override
  public String toString() {
    String whom = switch (act) {
      case DEAF, CUT -> node + "-" + other;
      case SIDES, TOPOLOGY -> Integer.toString(number);
      case MEND -> "";
      case LOSS -> node + ":" + lossPercent() + "%";
      default -> Integer.toString(node);
    };
    return act + (whom.isEmpty() ? "" : " " + whom) + " +" + pauseMillis;
  }
}
