package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What a run of {@code bin/bench views} found, as tables for docs/performance.md. */
final class ViewsTable {
  private record Key(String cluster, String what) {}

  private record Counts(int clients, int none, int one, int more) {
    Counts plus(long seen) {
      return new Counts(clients + 1, none + (seen == 0 ? 1 : 0), one + (seen == 1 ? 1 : 0), more + (seen > 1 ? 1 : 0));
    }
  }

  private final Map<Key, List<Double>> times = new LinkedHashMap<>();
  private final Map<Key, Integer> deadtimes = new LinkedHashMap<>();
  private final Map<Key, Counts> counts = new LinkedHashMap<>();
  private final List<String> costs = new ArrayList<>();

  synchronized void add(String cluster, String what, double millis, int deadtimeMillis) {
    Key key = new Key(cluster, what);
    times.computeIfAbsent(key, fresh -> new ArrayList<>()).add(millis);
    deadtimes.put(key, deadtimeMillis);
    System.err.printf(Locale.ROOT, "%s: %s: %.1f ms%n", cluster, what, millis);
  }

  /** Counts, for one client after one healed cut, how often it was told such a thing. */
  synchronized void count(String cluster, String what, List<Seen> seen, Predicate<Seen> such) {
    long times = seen.stream().filter(such).count();
    counts.merge(new Key(cluster, what), new Counts(0, 0, 0, 0).plus(times), (old, fresh) -> old.plus(times));
  }

  synchronized void cost(String cluster, double percent, double megabytes, double sent, double received) {
    costs.add(String.format(Locale.ROOT, "| %s | %.2f | %.0f | %.1f | %.1f |", cluster, percent, megabytes, sent, received));
  }

  synchronized void print() {
    System.out.println("| cluster, keepalive/deadtime (ms) | from … to … | rounds | median ms | p95 ms | max ms | median / deadtime |");
    System.out.println("|---|---|---|---|---|---|---|");
    times.forEach((key, samples) -> {
      List<Double> sorted = new ArrayList<>(samples);
      Collections.sort(sorted);
      System.out.printf(Locale.ROOT, "| %s | %s | %d | %.1f | %.1f | %.1f | %.2f |%n", key.cluster(), key.what(),
          sorted.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1), at(sorted, 0.5) / deadtimes.get(key));
    });
    System.out.println();
    System.out.println("| cluster, keepalive/deadtime (ms) | told to a client after a healed cut | clients | never | once | more often |");
    System.out.println("|---|---|---|---|---|---|");
    counts.forEach((key, count) -> System.out.printf("| %s | %s | %d | %d | %d | %d |%n", key.cluster(),
        key.what().replace("cut healed: ", ""), count.clients(), count.none(), count.one(), count.more()));
    System.out.println();
    System.out.println("| idle node of | CPU, % of one core | memory, MB | packets sent a second | received |");
    System.out.println("|---|---|---|---|---|");
    costs.forEach(System.out::println);
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
