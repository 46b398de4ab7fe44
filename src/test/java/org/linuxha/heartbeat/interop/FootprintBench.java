package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What an idle daemon costs, and how soon a started one is ready: three C nodes and three of ours, one
 * after the other, in one run. Run it with {@code bin/bench footprint}.
 */
public final class FootprintBench {
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(40);
  private static final int STARTS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path home;

  private FootprintBench(Path home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("hb-bench");
    if (arguments.length > 0) {
      if (arguments.length != 2 || !arguments[0].equals("--churn")) {
        System.err.println("bin/bench footprint: [--churn MINUTES]");
        System.exit(2);
      }
      ChurnBench.run(home, Integer.parseInt(arguments[1]));
      return;
    }
    FootprintBench bench = new FootprintBench(home);
    System.out.println("| three nodes, keepalive 100 ms | CPU of a node, % of one core | memory of a node, MB |");
    System.out.println("|---|---|---|");
    bench.idle("C, its processes and ccm together", Kind.C, "realtime on");
    bench.idle("OURS, realtime on", Kind.OURS, "realtime on");
    bench.idle("OURS, realtime off", Kind.OURS, "realtime off");
    System.out.println();
    System.out.println("| from exec to ready | median ms | max ms |");
    System.out.println("|---|---|---|");
    bench.starts();
  }

  static Setup setup() {
    return Setup.plain().withMedia("bcast eth0 eth1").with("keepalive 100ms").with("deadtime 2").with("initdead 10");
  }

  private void idle(String label, Kind kind, String realtime) {
    try (Hosts hosts = Hosts.open(home.resolve(label.replaceAll("\\W+", "-")), List.of("north", "south", "east"))) {
      new MixedCluster(hosts, setup().with(realtime)).installAll(List.of(kind, kind, kind)).startAll().awaitAllActive();
      LockSupport.parkNanos(SETTLED.toNanos());
      long before = ticks(hosts);
      LockSupport.parkNanos(IDLE.toNanos());
      double percent = (ticks(hosts) - before) / (double) IDLE.toSeconds() / hosts.all().size();
      System.out.printf(Locale.ROOT, "| %s | %.2f | %.0f |%n", label, percent,
          hosts.all().stream().mapToLong(FootprintBench::kib).average().orElseThrow() / 1024);
    }
  }

  /** Hundredths of a second of every process of the hosts but their first and the one that asks. */
  static long ticks(Hosts hosts) {
    return hosts.all().stream().mapToLong(host -> sum(host,
        "for p in /proc/[0-9]*; do case $(readlink $p/exe) in */sh|*/dash|*/bash|*/cat|*/sleep|'') ;;"
            + " *) sed 's/.*) //' $p/stat ;; esac; done | awk '{ s += $12 + $13 } END { print s + 0 }'")).sum();
  }

  /** Resident memory; pages that the processes of one daemon share count once, as the kernel divides them. */
  static long kib(Host host) {
    return sum(host,
        "for p in /proc/[0-9]*; do case $(readlink $p/exe) in */sh|*/dash|*/bash|*/cat|*/sleep|'') ;;"
            + " *) grep ^Pss: $p/smaps_rollup ;; esac; done | awk '{ s += $2 } END { print s + 0 }'");
  }

  private static long sum(Host host, String script) {
    return Long.parseLong(host.sh(script).orFail().out().strip());
  }

  /** The launcher returns when the daemon is ready; the test's own way into the namespace is in it. */
  private void starts() {
    List<Long> millis = new ArrayList<>();
    try (Hosts hosts = Hosts.open(home.resolve("starts"), List.of("north"))) {
      MixedCluster cluster = new MixedCluster(hosts, setup()).installAll(List.of(Kind.OURS));
      Daemon daemon = cluster.daemon("north");
      for (int i = 0; i < STARTS; i++) {
        long start = System.nanoTime();
        hosts.get("north").exec(daemon.program(), "-M").orFail();
        millis.add((System.nanoTime() - start) / 1_000_000);
        hosts.await("active", LIMIT, () -> daemon.statusOf("north").equals("active"));
        daemon.stop();
      }
    }
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(Locale.ROOT, "| OURS, with the class archive | %d | %d |%n", sorted[sorted.length / 2], sorted[sorted.length - 1]);
    System.err.println(Arrays.toString(sorted));
  }
}
