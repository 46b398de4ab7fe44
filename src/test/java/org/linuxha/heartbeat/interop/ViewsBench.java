package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long until clients know the new membership: clusters of ours, and of the C daemon beside them in the same
 * run. Run it with {@code bin/bench views}.
 */
public final class ViewsBench {
  private static final List<String> NAMES =
      List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta");

  private ViewsBench() {}

  /** What happens to the cluster in a round. */
  private enum Fault {
    FOLLOWER,
    LEADER,
    CUT,
    /** Stopped in order. */
    LEAVE,
    /** Whoever comes last in {@code --kinds} is lost, leader or not. */
    LAST;

    void happenTo(ViewsRound round) {
      switch (this) {
        case FOLLOWER -> round.followerLost();
        case LEADER -> round.leaderLost();
        case LEAVE -> round.followerLeaves();
        case LAST -> round.lastLost();
        default -> round.cutAndHealed();
      }
    }
  }

  @CommandLine.Command(name = "bin/bench views")
  private static final class Options {
    @Option(names = "--rounds")
    private int rounds = 20;

    @Option(names = "--c-rounds")
    private Integer roundsOfC;

    @Option(names = "--no-c")
    private boolean withoutC;

    @Option(names = "--capture")
    private boolean capture;

    /** The faults of a round. */
    @Option(names = "--faults", split = ",")
    private List<Fault> faults = List.copyOf(EnumSet.of(Fault.FOLLOWER, Fault.LEADER, Fault.CUT));

    @Option(names = "--nodes")
    private int nodes = 3;

    /** Whose daemons a mixed cluster has, at C's timing, instead of one of ours alone at ours. */
    @Option(names = "--kinds", split = ",")
    private List<Kind> kinds = List.of();
  }

  public static void main(String[] arguments) throws Exception {
    Options options = new Options();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    if (options.nodes < 2 || options.nodes > NAMES.size()) {
      throw new IllegalArgumentException("--nodes takes 2 to " + NAMES.size() + ", not " + options.nodes);
    }
    Path home = Files.createTempDirectory("hb-bench");
    ViewsTable table = new ViewsTable();
    // a run that is ended early tells what it has
    Runtime.getRuntime().addShutdownHook(new Thread(table::print));
    ViewsRound.Timing slow = new ViewsRound.Timing(200, 2_000);
    if (options.kinds.isEmpty()) {
      run(home, options, Collections.nCopies(options.nodes, Kind.OURS), new ViewsRound.Timing(100, 500), options.rounds, table);
    } else {
      run(home, options, options.kinds, slow, options.rounds, table);
    }
    if (!options.withoutC) {
      int rounds = options.roundsOfC == null ? options.rounds : options.roundsOfC;
      int nodes = options.kinds.isEmpty() ? options.nodes : options.kinds.size();
      run(home, options, Collections.nCopies(nodes, Kind.C), slow, rounds, table);
    }
  }

  private static void run(
      Path home, Options options, List<Kind> kinds, ViewsRound.Timing timing, int rounds, ViewsTable table) {
    List<String> names = NAMES.subList(0, kinds.size());
    try (Hosts hosts = Hosts.open(home.resolve(ViewsRound.name(kinds).replace(' ', '-')), names)) {
      Setup setup = timing.on(Setup.plain().with("realtime on"));
      MixedCluster cluster = new MixedCluster(hosts, setup).installAll(kinds);
      if (options.capture) {
        hosts.capture(0);
      }
      try (ViewsRound round = new ViewsRound(cluster, timing, table)) {
        round.begin();
        ViewsCost.measure(hosts, round.cluster(), table);
        for (int i = 0; i < rounds; i++) {
          options.faults.forEach(fault -> fault.happenTo(round));
        }
      }
    }
  }
}
