package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long survivors need to report a lost node or link: three C nodes and three of ours, the same
 * faults, in one run. What is timed is the line in the survivor's log file, for both kinds alike.
 * Run it with {@code bin/bench detection}.
 */
public final class DetectionBench {
  private static final Duration REPORT_LIMIT = Duration.ofSeconds(20);
  /** A young daemon announces two seconds more for five seconds (wire.md 9.1). */
  private static final Duration SETTLED = Duration.ofMillis(6_500);

  /** Three victims in turn give each one time to settle. */
  private static final Duration ROTATION = Duration.ofMillis(2_000);

  private record Timing(int keepaliveMillis, int deadtimeMillis) {
    Setup on(Setup setup) {
      return setup.with("keepalive " + keepaliveMillis + "ms").with("deadtime " + deadtimeMillis + "ms")
          .with("warntime " + deadtimeMillis / 2 + "ms").with("initdead 10");
    }
  }

  private final Path home;
  private final int rounds;
  private final Map<String, List<Double>> results = new LinkedHashMap<>();

  private DetectionBench(Path home, int rounds) {
    this.home = home;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Path home = Files.createTempDirectory("hb-bench");
    DetectionBench bench = new DetectionBench(home, rounds);
    for (Timing timing : List.of(new Timing(100, 500), new Timing(40, 200))) {
      for (Kind kind : Kind.values()) {
        bench.run(kind, timing);
      }
    }
    bench.print();
  }

  private void run(Kind kind, Timing timing) {
    Path folder = home.resolve(kind + "-" + timing.deadtimeMillis());
    try (Hosts hosts = Hosts.open(folder, List.of("north", "south", "east"))) {
      MixedCluster cluster = new MixedCluster(hosts, timing.on(Setup.plain().withMedia("bcast eth0 eth1")))
          .installAll(List.of(kind, kind, kind)).startAll().awaitAllActive();
      String label = kind + " " + timing.keepaliveMillis() + "/" + timing.deadtimeMillis();
      pause(SETTLED);
      for (int round = 0; round < rounds; round++) {
        Host victim = hosts.all().get(round % 3);
        measure(label + " one of two links cut", cluster, victim, "Link " + victim.name() + ":eth1 dead.", timing,
            () -> victim.setLink(1, false));
        victim.setLink(1, true);
        awaitLinks(cluster, victim);
      }
      for (int round = 0; round < rounds; round++) {
        Host victim = hosts.all().get(round % 3);
        measure(label + " both links cut", cluster, victim, "node " + victim.name() + ": is dead", timing, () -> {
          victim.sh("ip link set eth0 down; ip link set eth1 down").orFail();
        });
        victim.setLink(0, true);
        victim.setLink(1, true);
        cluster.awaitAllActive();
        awaitLinks(cluster, victim);
      }
      for (int round = 0; round < rounds; round++) {
        Host victim = hosts.all().get(round % 3);
        measure(label + " kill -9", cluster, victim, "node " + victim.name() + ": is dead", timing, () -> kill(victim));
        cluster.daemon(victim.name()).start();
        cluster.awaitAllActive();
        // the next victim is another node: its start lies two rounds back
        pause(ROTATION);
      }
    }
  }

  private static void awaitLinks(MixedCluster cluster, Host victim) {
    for (Daemon witness : cluster.all()) {
      if (witness.host() != victim) {
        cluster.awaitLink(witness, victim.name(), "eth1", "up");
        cluster.awaitLink(witness, victim.name(), "eth0", "up");
      }
    }
    pause(Duration.ofMillis(500));
  }

  /** Every process of the host at once, from outside: no command has to be started for it. */
  private static void kill(Host victim) {
    ProcessHandle.of(victim.namespace().init()).orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private void measure(String label, MixedCluster cluster, Host victim, String line, Timing timing, Runnable fault) {
    List<LogTail> survivors = new ArrayList<>();
    for (Host host : cluster.hosts().all()) {
      if (host != victim) {
        survivors.add(new LogTail(host.home().resolve("log/ha-log"), line));
      }
    }
    long startNanos = System.nanoTime();
    fault.run();
    while (survivors.stream().anyMatch(tail -> tail.foundNanos == 0)) {
      if (System.nanoTime() - startNanos > REPORT_LIMIT.toNanos()) {
        throw new AssertionError(label + ": not reported within " + REPORT_LIMIT + "\n" + cluster.hosts().lastLogs(20));
      }
      survivors.forEach(LogTail::look);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    for (LogTail tail : survivors) {
      double millis = (tail.foundNanos - startNanos) / 1e6;
      results.computeIfAbsent(label, fresh -> new ArrayList<>()).add(millis);
    }
    System.err.printf(Locale.ROOT, "%s: %.0f and %.0f ms%n", label,
        (survivors.get(0).foundNanos - startNanos) / 1e6, (survivors.get(1).foundNanos - startNanos) / 1e6);
  }

  /** Waits for a line at the end of a growing file. */
  private static final class LogTail {
    private final Path file;
    private final String line;
    private final StringBuilder seen = new StringBuilder();
    private long position;
    long foundNanos;

    LogTail(Path file, String line) {
      this.file = file;
      this.line = line;
      this.position = file.toFile().length();
    }

    void look() {
      if (foundNanos != 0 || file.toFile().length() <= position) {
        return;
      }
      try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
        log.seek(position);
        byte[] more = new byte[(int) (log.length() - position)];
        log.readFully(more);
        position += more.length;
        seen.append(new String(more, StandardCharsets.ISO_8859_1));
        if (seen.indexOf(line) >= 0) {
          foundNanos = System.nanoTime();
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void print() {
    System.out.println("| daemon, keepalive/deadtime (ms), fault | samples | median ms | p95 ms | max ms | median / deadtime | p95 / deadtime |");
    System.out.println("|---|---|---|---|---|---|---|");
    results.forEach((label, samples) -> {
      List<Double> sorted = new ArrayList<>(samples);
      Collections.sort(sorted);
      double deadtime = Double.parseDouble(label.split("[/ ]")[2]);
      double median = at(sorted, 0.5);
      double p95 = at(sorted, 0.95);
      System.out.printf(Locale.ROOT, "| %s | %d | %.0f | %.0f | %.0f | %.2f | %.2f |%n", label, sorted.size(), median, p95,
          sorted.get(sorted.size() - 1), median / deadtime, p95 / deadtime);
    });
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
  }

  /** The daemons need this time to leave their start behind; there is nothing to wait for that one could see. */
  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
