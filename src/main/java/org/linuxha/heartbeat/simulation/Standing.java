package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A fault that stands for a long time: what is cut stays cut and who is down stays down.
 *
 * @param cuts ways that carry nothing
 * @param down nodes without a daemon
 */
public record Standing(List<PathPattern> cuts, List<String> down) {
  static final Standing NOTHING = new Standing(List.of(), List.of());

  public Standing {
    cuts = List.copyOf(cuts);
    down = List.copyOf(down);
  }

  boolean isNothing() {
    return cuts.isEmpty() && down.isEmpty();
  }

  /** A partition, partial loss, one-way loss, dead nodes: each kind with its share. */
  static Standing draw(SeededRandom random, List<String> nodes) {
    int kind = random.nextInt(9);
    List<PathPattern> cuts = new ArrayList<>();
    List<String> down = new ArrayList<>();
    if (kind >= 3 && kind < 6) {
      partition(cuts, random, nodes);
    } else if (kind >= 6) {
      someWays(cuts, random, nodes, kind == 6 ? 0.2 : kind == 7 ? 0.5 : -1);
    }
    if (kind >= 3 && random.nextInt(4) == 0) {
      down.add(nodes.get(random.nextInt(nodes.size())));
    }
    return new Standing(cuts, down);
  }

  private static void partition(List<PathPattern> cuts, SeededRandom random, List<String> nodes) {
    int[] side = nodes.stream().mapToInt(node -> random.nextInt(3)).toArray();
    for (int i = 0; i < side.length; i++) {
      for (int j = i + 1; j < side.length; j++) {
        if (side[i] != side[j]) {
          cuts.add(new PathPattern(nodes.get(i), nodes.get(j), true, PathPattern.ANY));
        }
      }
    }
  }

  /** Each way with that chance, one way or both; below 0 one single way. */
  private static void someWays(List<PathPattern> cuts, SeededRandom random, List<String> nodes, double chance) {
    int only = random.nextInt(nodes.size() * (nodes.size() - 1) / 2);
    int way = 0;
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        boolean forwards = random.nextBoolean();
        if (chance < 0 ? way++ == only : random.chance(chance)) {
          cuts.add(new PathPattern(nodes.get(forwards ? i : j), nodes.get(forwards ? j : i), random.nextInt(3) == 0, PathPattern.ANY));
        }
      }
    }
  }

  void befall(Simulation world) {
    for (PathPattern path : cuts) {
      new Fault.CutPath(path).befall(world);
    }
    for (String name : down) {
      world.node(name).crash(false);
    }
  }

  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    cuts.forEach(cut -> texts.add("cut " + cut));
    down.forEach(name -> texts.add(name + " down"));
    return String.join(", ", texts);
  }
}
