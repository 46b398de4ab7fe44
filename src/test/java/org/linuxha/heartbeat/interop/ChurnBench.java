package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the memory of a daemon stays flat while everything around it comes and goes: one peer is killed and started
 * again, another stopped in order, clients of every kind come and leave, the keys change. Run it with
 * {@code bin/bench footprint --churn MINUTES}.
 */
final class ChurnBench {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration WARM = Duration.ofSeconds(60);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration BETWEEN_ROWS = Duration.ofMinutes(2);
  private static final int QUESTIONS = 10;
  private static final int SUBSCRIBERS = 8;
  private static final int ROUNDS_A_RELOAD = 3;
  private static final String BOTH_KEYS = "1 sha1 first-secret\n2 md5 second-secret\n";

  private final MixedCluster cluster;
  private final Host watched;
  private final Path socket;
  private final List<double[]> samples = new ArrayList<>();
  private final long startNanos = System.nanoTime();
  private int rounds;

  private ChurnBench(MixedCluster cluster, Path socket) {
    this.cluster = cluster;
    this.socket = socket;
    watched = cluster.hosts().get("north");
  }

  static void run(Path home, int minutes) throws Exception {
    Setup setup = FootprintBench.setup().withAuthkeys("auth 1\n" + BOTH_KEYS);
    try (Hosts hosts = Hosts.open(home.resolve("churn"), List.of("north", "south", "east")); LocalSocket sockets = new LocalSocket()) {
      MixedCluster cluster =
          new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.OURS, Kind.OURS)).startAll().awaitAllActive();
      new ChurnBench(cluster, sockets.of(hosts.get("north"), "api.sock")).live(minutes);
    }
  }

  private void live(int minutes) throws Exception {
    System.out.println("| minutes | rounds | resident MB | its anonymous part, MB | threads | open files |");
    System.out.println("|---|---|---|---|---|---|");
    churnUntil(elapsed() + WARM.toNanos());
    String before = histogram();
    long end = startNanos + Duration.ofMinutes(minutes).toNanos();
    while (System.nanoTime() < end) {
      row();
      churnUntil(Math.min(elapsed() + BETWEEN_ROWS.toNanos(), end - startNanos));
    }
    row();
    System.out.printf(Locale.ROOT, "%nResident memory grows by %.2f MB an hour (least squares), in the second half by %.2f.%n",
        slope(samples), slope(samples.subList(samples.size() / 2, samples.size())));
    System.out.println("In use after a full collection: at first " + total(before) + ", at the end " + total(histogram()));
    System.out.println("Lines of the log dropped or unwritten, and complaints: "
        + watched.log().lines().filter(line -> line.contains("ERROR") || line.contains("CRIT") || line.contains("dropped")).count());
  }

  private long elapsed() {
    return System.nanoTime() - startNanos;
  }

  private void churnUntil(long elapsedNanos) throws Exception {
    while (elapsed() < elapsedNanos) {
      long next = System.nanoTime() + ROUND.toNanos();
      round();
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void round() throws Exception {
    rounds++;
    Daemon ours = cluster.daemon("north");
    Daemon peer = cluster.daemon(rounds % 2 == 0 ? "south" : "east");
    if (rounds % 2 == 0) {
      peer.kill9();
    } else {
      peer.stop();
    }
    clients((OurDaemon) ours);
    cluster.awaitStatus(ours, peer.host().name(), "dead", LIMIT);
    peer.start();
    cluster.awaitStatus(ours, peer.host().name(), "active", LIMIT);
    if (rounds % ROUNDS_A_RELOAD == 0) {
      for (Daemon daemon : cluster.all()) {
        daemon.host().writeConfig("authkeys", "rw-------", "auth " + (rounds % 2 + 1) + "\n" + BOTH_KEYS);
        daemon.host().sh("kill -HUP $(cat /run/heartbeat.pid)").orFail();
      }
    }
  }

  /** HTTP, WebSocket, and C's own clients. */
  private void clients(OurDaemon ours) throws Exception {
    watched.sh("for i in $(seq " + QUESTIONS + "); do for what in nodes membership cluster; do"
        + " curl -s --max-time 5 --unix-socket /run/heartbeat/api.sock http://localhost/api/v1/$what > /dev/null; done; done;"
        + " curl -s --max-time 0.3 --unix-socket /run/heartbeat/api.sock http://localhost/api/v1/events > /dev/null;"
        + " for i in 1 2 3; do cl_status listnodes > /dev/null; cl_status hbstatus > /dev/null; done");
    ours.get("/metrics");
    try (Subscribers many = new Subscribers(socket, SUBSCRIBERS)) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private void row() {
    String status = watched.sh("read pid < /run/heartbeat.pid; cat /proc/$pid/status; echo Files: $(ls /proc/$pid/fd | wc -l)")
        .orFail().out();
    double minutes = elapsed() / 60e9;
    samples.add(new double[] {minutes, field(status, "VmRSS") / 1024.0});
    System.out.printf(Locale.ROOT, "| %.0f | %d | %.1f | %.1f | %d | %d |%n", minutes, rounds, field(status, "VmRSS") / 1024.0,
        field(status, "RssAnon") / 1024.0, field(status, "Threads"), field(status, "Files"));
  }

  private static long field(String status, String name) {
    return status.lines().filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
  }

  /** Of samples (minutes, MB), in MB an hour. */
  static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
    double y = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
    double covariance = points.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
    double variance = points.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
    return variance == 0 ? 0 : covariance / variance * 60;
  }

  /** All live objects by class; collects first. Kept beside the logs. */
  private String histogram() throws Exception {
    String text = watched.sh("jcmd $(cat /run/heartbeat.pid) GC.class_histogram").out();
    Files.writeString(watched.home().resolve("histogram-" + rounds), text);
    System.err.println("histogram: " + watched.home().resolve("histogram-" + rounds));
    return text;
  }

  private static String total(String histogram) {
    return histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("(jcmd said nothing)");
  }
}
