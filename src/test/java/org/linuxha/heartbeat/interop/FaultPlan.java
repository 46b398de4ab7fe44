package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A life of a small cluster, drawn from a seed: whose daemons, how they start, and what happens then.
 *
 * @param deadtimeMillis two seconds mostly; in some lives so long that a restart goes unnoticed by it
 * @param startAfterMillis how long after the node before it each starts
 * @param sidesAtStart who cannot hear whom at the start ({@link FaultStep.Act#SIDES}); 0 for nobody
 * @param autojoin the last node is named in no ha.cf (ccm.md 8.3)
 * @param phases each ends with everything mended and everybody in agreement
 */
record FaultPlan(
    long seed, List<Kind> kinds, boolean resources, int deadtimeMillis, List<Integer> startAfterMillis, int sidesAtStart,
    boolean autojoin, List<Phase> phases) {
  private static final List<String> NAMES = List.of("east", "north", "south", "up", "west");

  /**
   * Some steps, and whether what they left stands for a while before it is mended.
   */
  record Phase(List<FaultStep> steps, boolean stands) {}

  static FaultPlan draw(long seed, int phases) {
    SplittableRandom random = new SplittableRandom(seed);
    int nodes = random.nextInt(8) == 0 ? 2 : 3 + random.nextInt(NAMES.size() - 2);
    List<Kind> kinds = kinds(random, nodes);
    boolean atOnce = random.nextBoolean();
    List<Integer> delays = Stream.generate(() -> atOnce ? 0 : random.nextInt(3_000)).limit(nodes).toList();
    int sidesAtStart = random.nextInt(5) == 0 ? FaultStep.parted(random, nodes) : 0;
    // C restarts itself after every partition if there are resources (ccm.md 8.7)
    boolean resources = random.nextBoolean() && !kinds.contains(Kind.C);
    int deadtime = random.nextInt(5) == 0 ? 6_000 : Setup.DEADTIME_MILLIS;
    List<Phase> all = new ArrayList<>();
    for (int i = 0; i < phases; i++) {
      boolean stands = random.nextInt(3) == 0;
      all.add(new Phase(
          Stream.generate(() -> FaultStep.draw(random, kinds)).limit(2 + random.nextInt(5)).toList(), stands));
    }
    boolean autojoin = random.nextInt(5) == 0 && nodes > 2 && sidesAtStart == 0;
    return new FaultPlan(seed, kinds, resources, deadtime, delays, sidesAtStart, autojoin, all);
  }

  /** One of ours, all but one ours, any mixture; the last leads at first. All ours now and then. */
  private static List<Kind> kinds(SplittableRandom random, int nodes) {
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(nodes, Kind.C));
    int odd = random.nextBoolean() ? nodes - 1 : random.nextInt(nodes);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> kinds.set(odd, Kind.OURS);
      case 3, 4 -> {
        Collections.fill(kinds, Kind.OURS);
        kinds.set(odd, Kind.C);
      }
      case 5 -> Collections.fill(kinds, Kind.OURS);
      default -> {
        kinds.replaceAll(unused -> random.nextBoolean() ? Kind.OURS : Kind.C);
        kinds.set(odd, Kind.OURS);
      }
    }
    return kinds;
  }

  List<String> names() {
    return NAMES.subList(0, kinds.size());
  }

  /** The daemons of the plan, installed and configured. */
  MixedCluster cluster(Hosts hosts) {
    List<Host> all = hosts.all();
    List<Host> configured = autojoin ? all.subList(0, all.size() - 1) : all;
    MixedCluster cluster = new MixedCluster(hosts, configured, setup());
    setup().writeTo(all.get(all.size() - 1), configured);
    return cluster.installAll(kinds);
  }

  private Setup setup() {
    Setup setup = Setup.plain().with("debug 1").with("debugfile " + CcmClient.DEBUG_LOG);
    if (deadtimeMillis != Setup.DEADTIME_MILLIS) {
      setup = setup.with("deadtime " + deadtimeMillis + "ms").with("initdead " + deadtimeMillis + "ms");
    }
    if (autojoin) {
      setup = setup.with("autojoin any");
    }
    return resources ? setup.withResources("").with("auto_failback off") : setup;
  }
}
