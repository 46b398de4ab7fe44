package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Ordered messages from a client on one node to a client on another, both linked with the C library, C's daemons
 * and ours in one run. Run it with {@code bin/bench clients}.
 */
public final class ClientsBench {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SETTLED = Duration.ofSeconds(4);
  /** {@code -Dbench.sizes=64} and {@code -Dbench.windows=32} measure less. */
  private static final List<Integer> SIZES = numbers("bench.sizes", "64,1024,16384");
  private static final List<Integer> WINDOWS = numbers("bench.windows", "1,32,128");
  /** {@code -Dbench.loss=5}: each node loses so many of a hundred packets that come to it. */
  private static final int LOSS = Integer.getInteger("bench.loss", 0);
  /** Ticks of processor time in a second, as /proc counts. */
  private static final double TICKS = 100;

  private final int seconds;
  private final Path program;

  private ClientsBench(int seconds, Path program) {
    this.seconds = seconds;
    this.program = program;
  }

  /** What one run of the sender said, with the processor time of the daemons of both nodes. */
  private record Result(long messages, double elapsedSeconds, long p50Micros, long p99Micros, double cpuSeconds) {
    String row() {
      return String.format(Locale.ROOT, "%.0f | %d | %d | %.1f", messages / elapsedSeconds, p50Micros, p99Micros,
          messages == 0 ? 0 : cpuSeconds / messages * 100_000);
    }
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
    List<Kind> kinds = arguments.length > 1 && arguments[1].equals("ours") ? List.of(Kind.OURS) : List.of(Kind.C, Kind.OURS);
    Path home = Files.createTempDirectory("hb-bench");
    Path program = home.resolve("clients");
    Command.run(LIMIT, List.of("sh", "-c", "gcc -O1 -o " + program + " src/test/c/clients.c -I/usr/include/heartbeat"
        + " $(pkg-config --cflags glib-2.0) -lhbclient -lplumb")).orFail();
    System.out.println("| daemon | bytes | in flight | messages/s | p50 us | p99 us | CPU s per 100,000 |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Kind kind : kinds) {
      new ClientsBench(seconds, program).measure(kind, Files.createDirectory(home.resolve(kind.name())));
    }
  }

  private void measure(Kind kind, Path home) throws Exception {
    Setup setup = Setup.plain().with("apiauth bench uid=root");
    try (Hosts hosts = Hosts.open(home, List.of("north", "south"))) {
      MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(kind, kind)).startAll().awaitAllActive();
      LockSupport.parkNanos(SETTLED.toNanos());
      Path pipe = home.resolve("pipe");
      Command.run(LIMIT, List.of("mkfifo", pipe.toString())).orFail();
      Path said = home.resolve("receiver");
      Process receiver = hosts.get("south").namespace().start(said, List.of(program.toString(), "receive", pipe.toString()));
      Await.that("the receiver signs on", LIMIT, () -> Command.text(said).contains("ready"), () -> Command.text(said));
      if (kind == Kind.OURS) {
        // what is compiled while it runs is compiled before
        run(cluster, hosts, pipe, 64, 32);
      }
      if (LOSS > 0) {
        hosts.get("north").faults().losing(LOSS);
        hosts.get("south").faults().losing(LOSS);
      }
      TreeMap<Double, Long> before = lateness(cluster, kind);
      for (int size : SIZES) {
        for (int window : WINDOWS) {
          System.out.printf("| %s | %d | %d | %s |%n", kind, size, window, run(cluster, hosts, pipe, size, window).row());
        }
      }
      TreeMap<Double, Long> after = lateness(cluster, kind);
      if (!after.isEmpty()) {
        after.replaceAll((bound, timers) -> timers - before.get(bound));
        System.out.println("\nTimers of the pulse loop of the sender's node under this load: " + after.lastEntry().getValue()
            + ", late p99 at most " + FeedBench.below(after, 0.99) + ", p99.9 at most " + FeedBench.below(after, 0.999)
            + ", all at most " + FeedBench.below(after, 1));
      }
      receiver.destroy();
      if (kind == Kind.OURS) {
        // in order: a profiler that was asked for by JAVA_TOOL_OPTIONS writes its file then
        cluster.all().forEach(Daemon::stop);
      }
    }
  }

  private static TreeMap<Double, Long> lateness(MixedCluster cluster, Kind kind) {
    return kind == Kind.OURS ? FeedBench.buckets((OurDaemon) cluster.daemon("north")) : new TreeMap<>();
  }

  private Result run(MixedCluster cluster, Hosts hosts, Path pipe, int size, int window) {
    double before = cpuSeconds(cluster);
    Command.Result result = hosts.get("north").exec(Duration.ofSeconds(seconds + 60L), program.toString(), "send",
        pipe.toString(), Integer.toString(seconds), Integer.toString(size), Integer.toString(window)).orFail();
    double spent = cpuSeconds(cluster) - before;
    String[] words = result.out().lines().filter(line -> line.startsWith("result ")).findFirst().orElseThrow().split(" ");
    double elapsed = Long.parseLong(words[2]) / 1_000_000.0;
    // the two seconds of warming up are in the processor's time too
    double share = elapsed / (elapsed + 2);
    LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
    drain(pipe);
    return new Result(Long.parseLong(words[1]), elapsed, Long.parseLong(words[3]), Long.parseLong(words[4]), spent * share);
  }

  /** What the receiver wrote after the sender had ended. */
  private static void drain(Path pipe) {
    Command.run(LIMIT, List.of("timeout", "0.3", "cat", pipe.toString()));
  }

  private static List<Integer> numbers(String property, String otherwise) {
    return Stream.of(System.getProperty(property, otherwise).split(",")).map(Integer::valueOf).toList();
  }

  private static double cpuSeconds(MixedCluster cluster) {
    double ticks = 0;
    for (Daemon daemon : cluster.all()) {
      for (String process : daemon.processes()) {
        String stat = daemon.host().sh("cat /proc/" + process + "/stat").out();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      }
    }
    return ticks / TICKS;
  }
}
