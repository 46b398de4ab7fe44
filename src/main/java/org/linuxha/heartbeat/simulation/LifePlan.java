package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.config.Timing;

/**
 * How one world is to live, drawn from a seed: who is in it, how fast it beats, what goes wrong, how
 * much is said.
 *
 * @param clike for each node whether its daemon has the C daemon's way with time
 * @param faultsNanos how long faults may happen
 * @param views whether daemons run a membership service
 * @param standing a fault that stands after that, before all is well
 */
public record LifePlan(
    long seed,
    List<String> nodes,
    List<Boolean> clike,
    List<String> links,
    Timing timing,
    long maxRexmitDelayMillis,
    boolean resourceMode,
    double messagesPerSecond,
    FaultOptions faults,
    long faultsNanos,
    boolean views,
    Standing standing) {

  /** What the caller fixes; null or 0 leaves it to the seed. */
  public record Fixed(int nodes, FaultOptions faults, Members members) {
    /** Without membership services. */
    public static final Fixed NOTHING = new Fixed(0, null, Members.NONE);

    public static Fixed members(Members members) {
      return new Fixed(0, null, members);
    }

    private int size(int drawn) {
      return members.nodes() > 0 ? members.nodes() : nodes > 0 ? nodes : drawn;
    }
  }

  /**
   * Draws a life. What is fixed does not change what else the seed draws; but worlds that are about views have
   * less of what has nothing to do with them, so that more of them can be lived through.
   */
  public static LifePlan draw(long seed, Fixed fixed) {
    SeededRandom random = new SeededRandom(seed).stream("plan");
    int size = random.pick(2, 2, 3, 3, 3, 4, 4, 5);
    size = fixed.size(size);
    long keepalive = random.pick(50L, 100L, 200L, 500L, 1000L);
    long deadtime = keepalive * random.nextInt(3, 21);
    long initdead = deadtime + random.nextInt(4) * 1000L;
    boolean mixed = random.nextInt(3) == 0;
    List<String> names = names("node", size);
    List<Boolean> clike = new ArrayList<>();
    SeededRandom kinds = random.stream("kinds");
    names.forEach(name -> clike.add(mixed && kinds.nextBoolean()));
    boolean views = fixed.members().any();
    int linkCount = random.pick(1, 1, 2, 2, 3);
    List<String> links = names("link", views ? Math.max(1, linkCount - 1) : linkCount);
    FaultOptions faults = fixed.faults() != null ? fixed.faults() : faults(random.stream("faults"), names, keepalive);
    return new LifePlan(
        seed, names, views ? fixed.members().clike(size, random.stream("members")) : clike, links, Settings.timing(keepalive, deadtime, initdead),
        random.pick(50L, 250L, 250L, 500L), random.nextInt(3) == 0, random.pick(0.0, 0.5, 2.0, 10.0) / (views ? 10 : 1), faults,
        length(random, deadtime) * 1_000_000 / (views ? 2 : 1), views,
        views ? Standing.draw(random.stream("standing"), names) : Standing.NOTHING);
  }

  /** Time for several deaths and returns, and for what takes seconds whatever the pace is. */
  private static long length(SeededRandom random, long deadtimeMillis) {
    return Math.min(45_000, 5_000 + deadtimeMillis * random.nextInt(3, 8));
  }

  private static List<String> names(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(prefix + i);
    }
    return List.copyOf(names);
  }

  /** Each kind of fault is there in some worlds and absent in others, weak or strong. */
  private static FaultOptions faults(SeededRandom random, List<String> nodes, long keepaliveMillis) {
    List<String> texts = new ArrayList<>();
    long keepaliveMicros = keepaliveMillis * 1000;
    maybe(texts, random, "loss=" + random.pick("0.01", "0.05", "0.2", "0.4"));
    maybe(texts, random, "pathLosses=" + way(random, nodes) + ":" + random.pick("0.3", "0.9", "1"));
    maybe(texts, random, "delay=exponential:" + keepaliveMicros / 20 + "us.." + keepaliveMicros + "us");
    maybe(texts, random, "reorder=" + random.pick("0.01", "0.1", "0.3"));
    maybe(texts, random, "duplicate=" + random.pick("0.01", "0.2"));
    maybe(texts, random, "corrupt=" + random.pick("0.01", "0.1"));
    if (random.nextInt(40) == 0) {
      texts.add("realBytes=true");
    }
    maybe(texts, random, "pausesPerMinute=" + random.pick("1", "4"));
    maybe(texts, random, "pause=uniform:1ms.." + keepaliveMillis * random.pick(1, 10, 60) + "ms");
    maybe(texts, random, "clockStepsPerMinute=" + random.pick("1", "6"));
    maybe(texts, random, "crashesPerMinute=" + random.pick("0.5", "3"));
    maybe(texts, random, "stateLoss=0.3");
    maybe(texts, random, "stopsPerMinute=" + random.pick("0.5", "2"));
    maybe(texts, random, "partitionsPerMinute=" + random.pick("1", "4"));
    maybe(texts, random, "receiveBufferPackets=" + random.pick("16", "64"));
    return FaultOptions.NONE.with(String.join(",", texts));
  }

  private static String way(SeededRandom random, List<String> nodes) {
    int from = random.nextInt(nodes.size());
    int to = (from + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
    return nodes.get(from) + ">" + nodes.get(to);
  }

  private static void maybe(List<String> texts, SeededRandom random, String text) {
    if (random.nextInt(5) < 2) {
      texts.add(text);
    }
  }

  @Override
  public String toString() {
    return nodes.size() + " nodes (" + clike.stream().filter(is -> is).count() + " C-like), "
        + links.size() + " links, keepalive " + timing.keepalive() + " ms, deadtime " + timing.deadtime()
        + " ms, initdead " + timing.initdead() + " ms, " + (resourceMode ? "resources, " : "")
        + messagesPerSecond + " messages/s, faults for " + Durations.format(faultsNanos) + ": "
        + (faults.toString().isEmpty() ? "none" : faults)
        + (standing.isNothing() ? "" : "; then stands: " + standing);
  }
}
