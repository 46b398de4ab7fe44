package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a view takes to 1,000 WebSocket subscribers of one daemon, and how late the timers of its pulse loop are
 * meanwhile and with none, in one run. Run it with {@code bin/bench feed}.
 */
public final class FeedBench {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration SETTLED = Duration.ofSeconds(4);
  private static final Pattern BUCKET =
      Pattern.compile("heartbeat_pulse_lateness_seconds_bucket\\{le=\"([^\"]+)\"\\} (\\d+)");

  private FeedBench() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    Setup setup = Setup.plain().with("realtime off").with("keepalive 100ms").with("deadtime 500ms").with("warntime 250ms").with("initdead 3");
    System.out.println("| subscribers | views | frames | p50 ms | p99 ms | max ms | timers | late p99 at most | p99.9 at most | max at most |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    Path home = Files.createTempDirectory("hb-bench");
    try (Hosts hosts = Hosts.open(home, List.of("north", "south", "east")); LocalSocket sockets = new LocalSocket()) {
      MixedCluster cluster =
          new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.OURS, Kind.OURS)).startAll().awaitAllActive();
      Path socket = sockets.of(hosts.get("north"), "api.sock");
      LockSupport.parkNanos(SETTLED.toNanos());
      // the first of each kind warms up what is compiled while it runs
      try (Subscribers one = new Subscribers(socket, 1)) {
        rounds(cluster, one, 1);
      }
      measure(cluster, socket, 1, rounds);
      measure(cluster, socket, many, rounds);
      measure(cluster, socket, 1, rounds);
      cluster.daemon("east").kill9();
      cluster.daemon("south").kill9();
      floor(home.resolve("floor.sock"), many, 2 * rounds);
    }
  }

  /** Netty alone, with the JVM's settings of a daemon. */
  private static void floor(Path socket, int count, int views) throws Exception {
    Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), FanOut.class.getName(), socket.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      server.inputReader().readLine();
      try (Subscribers subscribers = new Subscribers(socket, count)) {
        Await.that("the floor", LIMIT, () -> subscribers.views() > views, () -> subscribers.views() + " views");
        List<Long> lags = sorted(subscribers);
        System.out.printf(Locale.ROOT, "| %d, Netty alone | %d | %d | %s | %s | %s | | | | |%n", count, lags.size() / count, lags.size(),
            millis(lags, 0.5), millis(lags, 0.99), millis(lags, 1));
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static List<Long> sorted(Subscribers subscribers) {
    List<Long> lags = new ArrayList<>(subscribers.lagsMicros());
    Collections.sort(lags);
    return lags;
  }

  private static void measure(MixedCluster cluster, Path socket, int count, int rounds) throws Exception {
    OurDaemon north = (OurDaemon) cluster.daemon("north");
    try (Subscribers subscribers = new Subscribers(socket, count)) {
      LockSupport.parkNanos(SETTLED.toNanos());
      TreeMap<Double, Long> before = buckets(north);
      rounds(cluster, subscribers, rounds);
      TreeMap<Double, Long> after = buckets(north);
      after.replaceAll((bound, timers) -> timers - before.get(bound));
      List<Long> lags = sorted(subscribers);
      System.out.printf(Locale.ROOT, "| %d | %d | %d | %s | %s | %s | %d | %s | %s | %s |%n", count, lags.size() / count, lags.size(),
          millis(lags, 0.5), millis(lags, 0.99), millis(lags, 1), after.lastEntry().getValue(),
          below(after, 0.99), below(after, 0.999), below(after, 1));
    }
  }

  /** East dies and comes back: two views a round. */
  private static void rounds(MixedCluster cluster, Subscribers subscribers, int rounds) throws Exception {
    Daemon east = cluster.daemon("east");
    for (int i = 0; i < rounds; i++) {
      int seen = subscribers.views();
      east.kill9();
      await(subscribers, seen + 1, "the view without east");
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      int before = subscribers.views();
      east.start();
      await(subscribers, before + 1, "the view with east");
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  private static void await(Subscribers subscribers, int views, String what) throws Exception {
    Await.that(what, LIMIT, () -> subscribers.views() >= views, () -> subscribers.views() + " views");
  }

  private static String millis(List<Long> lags, double share) {
    return String.format(Locale.ROOT, "%.1f", lags.get(Math.max(0, (int) Math.ceil(lags.size() * share) - 1)) / 1_000.0);
  }

  static TreeMap<Double, Long> buckets(OurDaemon daemon) {
    TreeMap<Double, Long> counts = new TreeMap<>();
    Matcher found = BUCKET.matcher(daemon.get("/metrics"));
    while (found.find()) {
      counts.put(found.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(found.group(1)), Long.valueOf(found.group(2)));
    }
    return counts;
  }

  /** The upper bound of the bucket in which that share of all timers is reached. */
  static String below(TreeMap<Double, Long> counts, double share) {
    double wanted = counts.lastEntry().getValue() * share;
    Map.Entry<Double, Long> reached = counts.entrySet().stream().filter(each -> each.getValue() >= wanted).findFirst().orElseThrow();
    return reached.getKey() == Double.POSITIVE_INFINITY ? "above 1 s" : String.format(Locale.ROOT, "%.1f ms", reached.getKey() * 1_000);
  }
}
