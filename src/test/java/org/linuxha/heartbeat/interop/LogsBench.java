package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a log that cannot be written delays heartbeats or the stop: five of ours in one cluster, of which one logs
 * nothing, one to a file, and the others to a full disk, a read-only one, and a FIFO that is full and that nobody
 * reads. Run it with {@code bin/bench logs}.
 */
public final class LogsBench {
  private static final Duration SETTLED = Duration.ofSeconds(8);
  private static final int KEEPALIVE_MILLIS = 100;
  private static final Pattern SENT = Pattern.compile("(?m)^(\\d+\\.\\d+) IP 10\\.77\\.0\\.(\\d+)\\.\\d+ > 10\\.77\\.0\\.255\\.");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Host, its log directives, and how its place is made. */
  private static final Map<String, String[]> PLACES = places();

  private LogsBench() {}

  private static Map<String, String[]> places() {
    String tmpfs = "mkdir -p /run/place && mount -t tmpfs -o size=64k none /run/place && ";
    Map<String, String[]> places = new LinkedHashMap<>();
    places.put("off", new String[] {"logfacility none", "true"});
    places.put("file", new String[] {"logfile /var/log/ha-log", "true"});
    places.put("full", new String[] {"logfile /run/place/ha-log", tmpfs + "cat /dev/zero > /run/place/fill 2> /dev/null || true"});
    places.put("readonly", new String[] {"logfile /run/place/ha-log", tmpfs + "mount -o remount,ro /run/place"});
    // whoever holds it open keeps what fills it
    places.put("fifo", new String[] {"logfile /run/place/ha-log",
        tmpfs + "mkfifo /run/place/ha-log && (exec 3<> /run/place/ha-log; head -c 65536 /dev/zero >&3; exec sleep 900) > /dev/null 2>&1 &"});
    return places;
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    Path home = Files.createTempDirectory("hb-bench");
    Setup setup = Setup.plain().with("keepalive " + KEEPALIVE_MILLIS + "ms").with("deadtime 1").with("initdead 12").with("debug 1");
    try (Hosts hosts = Hosts.open(home, List.copyOf(PLACES.keySet()))) {
      MixedCluster cluster = new MixedCluster(hosts, setup);
      for (Host host : hosts.all()) {
        String[] place = PLACES.get(host.name());
        host.writeConfig("ha.cf", "rw-r--r--", setup.haCf(hosts.all()).replace("logfile /var/log/ha-log", place[0]));
        host.sh(place[1]).orFail();
        cluster.install(host.name(), Kind.OURS);
      }
      Map<String, Long> ready = new TreeMap<>();
      for (Daemon daemon : cluster.all()) {
        long start = System.nanoTime();
        daemon.host().exec(LIMIT, daemon.program(), "-M").orFail();
        ready.put(daemon.host().name(), millisSince(start));
      }
      cluster.awaitAllActive();
      LockSupport.parkNanos(SETTLED.toNanos());
      measure(cluster, ready, seconds);
    }
  }

  private static void measure(MixedCluster cluster, Map<String, Long> ready, int seconds) throws Exception {
    Hosts hosts = cluster.hosts();
    Map<String, TreeMap<Double, Long>> before = new TreeMap<>();
    cluster.all().forEach(daemon -> before.put(daemon.host().name(), LatenessBench.buckets(List.of(daemon))));
    List<Process> talkers = new ArrayList<>();
    Map<Integer, double[]> gaps;
    try (Capture capture = hosts.capture(0)) {
      // each signal is a line of the log
      for (Host host : hosts.all()) {
        talkers.add(host.namespace().start(Path.of("/dev/null"), List.of("timeout", Integer.toString(seconds), "sh", "-c",
            "read pid < /run/heartbeat.pid; while :; do kill -USR1 $pid; sleep 0.05; kill -USR2 $pid; sleep 0.05; done")));
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
      capture.close();
      gaps = gaps(Command.run(LIMIT, List.of("tcpdump", "-n", "-tt", "-r", capture.file().toString(), "udp")).out());
    }
    for (Process talker : talkers) {
      talker.waitFor();
    }
    Map<String, TreeMap<Double, Long>> after = new TreeMap<>();
    cluster.all().forEach(daemon -> after.put(daemon.host().name(), LatenessBench.buckets(List.of(daemon))));
    System.out.println("| log | exec to ready, ms | timers late, p99 at most | p99.9 at most | max at most | gap between packets, p99.9 ms | max ms | stop, ms | afterwards |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (Host host : hosts.all()) {
      TreeMap<Double, Long> counts = after.get(host.name());
      counts.replaceAll((bound, count) -> count - before.get(host.name()).get(bound));
      String flows = flowsAgain(hosts, host);
      long start = System.nanoTime();
      cluster.daemon(host.name()).stop();
      long stop = millisSince(start);
      double[] sent = gaps.get(host.index());
      System.out.printf(Locale.ROOT, "| %s | %d | %s | %s | %s | %.1f | %.1f | %d | %s |%n", host.name(), ready.get(host.name()),
          LatenessBench.below(counts, 0.99), LatenessBench.below(counts, 0.999), LatenessBench.below(counts, 1),
          sent[(int) Math.ceil(sent.length * 0.999) - 1], sent[sent.length - 1], stop, flows);
    }
  }

  /** Room is made on the full disk; the others stay as they are and must not hold up the stop. */
  private static String flowsAgain(Hosts hosts, Host host) {
    if (!host.name().equals("full")) {
      return "";
    }
    host.sh("rm /run/place/fill; read pid < /run/heartbeat.pid; kill -USR1 $pid").orFail();
    String[] said = new String[1];
    hosts.await("the full disk's log says what is missing", LIMIT, () -> {
      Matcher found = Pattern.compile("\\d+ log lines are missing here").matcher(host.sh("cat /run/place/ha-log").out());
      return found.find() && (said[0] = found.group()) != null;
    });
    return said[0];
  }

  /** By the last number of a host's address: milliseconds between its packets on the first link, sorted. */
  private static Map<Integer, double[]> gaps(String packets) {
    Map<Integer, List<Double>> times = new TreeMap<>();
    Matcher each = SENT.matcher(packets);
    while (each.find()) {
      times.computeIfAbsent(Integer.valueOf(each.group(2)), ignored -> new ArrayList<>()).add(Double.valueOf(each.group(1)) * 1_000);
    }
    Map<Integer, double[]> gaps = new TreeMap<>();
    times.forEach((host, at) -> {
      double[] sorted = new double[at.size() - 1];
      Arrays.setAll(sorted, i -> at.get(i + 1) - at.get(i));
      Arrays.sort(sorted);
      gaps.put(host, sorted);
    });
    return gaps;
  }

  private static long millisSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
