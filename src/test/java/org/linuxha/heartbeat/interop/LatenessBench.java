package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How late the timers of the pulse loop are while busy loops of normal priority take both processors for a
 * minute, and whether anybody is called dead for it. Run it with {@code bin/bench lateness}.
 */
public final class LatenessBench {
  private static final Duration SETTLED = Duration.ofMillis(6_500);
  private static final Duration BUSY = Duration.ofSeconds(60);
  private static final int LOOPS = 4;
  private static final Pattern BUCKET =
      Pattern.compile("heartbeat_pulse_lateness_seconds_bucket\\{le=\"([^\"]+)\"\\} (\\d+)");

  private LatenessBench() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("hb-bench");
    System.out.println("| three of ours, four busy loops on two processors, 60 s | timers | p99 at most | p99.9 at most | max at most | called dead |");
    System.out.println("|---|---|---|---|---|---|");
    run(home, "realtime on", 40, 200);
    run(home, "realtime off", 100, 500);
  }

  private static void run(Path home, String realtime, int keepaliveMillis, int deadtimeMillis) {
    Setup setup = Setup.plain().with(realtime).with("keepalive " + keepaliveMillis + "ms")
        .with("deadtime " + deadtimeMillis + "ms").with("warntime " + deadtimeMillis / 2 + "ms").with("initdead 10");
    try (Hosts hosts = Hosts.open(home.resolve(realtime.replace(' ', '-')), List.of("north", "south", "east"))) {
      MixedCluster cluster =
          new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.OURS, Kind.OURS)).startAll().awaitAllActive();
      LockSupport.parkNanos(SETTLED.toNanos());
      TreeMap<Double, Long> before = buckets(cluster.all());
      List<Process> loops = new ArrayList<>();
      for (int i = 0; i < LOOPS; i++) {
        loops.add(hosts.get("north").namespace().start(Path.of("/dev/null"),
            List.of("timeout", "90", "chrt", "-o", "0", "sh", "-c", "while :; do :; done")));
      }
      LockSupport.parkNanos(BUSY.toNanos());
      TreeMap<Double, Long> after = buckets(cluster.all());
      loops.forEach(loop -> {
        loop.descendants().forEach(ProcessHandle::destroyForcibly);
        loop.destroyForcibly();
      });
      after.replaceAll((bound, count) -> count - before.get(bound));
      long dead = hosts.all().stream().flatMap(host -> host.log().lines()).filter(line -> line.contains("is dead")).count();
      System.out.printf(Locale.ROOT, "| %s, keepalive %d ms, deadtime %d ms | %d | %s | %s | %s | %d |%n", realtime,
          keepaliveMillis, deadtimeMillis, after.lastEntry().getValue(), below(after, 0.99), below(after, 0.999),
          below(after, 1), dead);
    }
  }

  /** Over these nodes: how many timers were at most that many seconds late. */
  static TreeMap<Double, Long> buckets(List<Daemon> daemons) {
    TreeMap<Double, Long> sums = new TreeMap<>();
    for (Daemon daemon : daemons) {
      Matcher found = BUCKET.matcher(((OurDaemon) daemon).get("/metrics"));
      while (found.find()) {
        double bound = found.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(found.group(1));
        sums.merge(bound, Long.valueOf(found.group(2)), Long::sum);
      }
    }
    return sums;
  }

  /** The upper bound of the bucket in which that share of all timers is reached. */
  static String below(TreeMap<Double, Long> counts, double share) {
    double wanted = counts.lastEntry().getValue() * share;
    double bound = counts.entrySet().stream().filter(each -> each.getValue() >= wanted).findFirst().orElseThrow().getKey();
    return bound == Double.POSITIVE_INFINITY ? "above 1 s" : String.format(Locale.ROOT, "%.1f ms", bound * 1_000);
  }
}
