package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.cli.Hb;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/heartbeat demo}: starts three nodes, shows them find each other, and clears up. */
@Command(
    name = "heartbeat demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts three real nodes on this machine, shows them find each other, and goes on until Ctrl-C.",
      "It needs no root, uses multicast on lo only, and touches nothing outside a temporary directory,",
      "which it removes at its end."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the nodes found each other and stopped in good order", "1:they did not", "2:wrong use"})
public final class Demo implements Callable<Integer> {
  @Option(names = "--once", description = "end as soon as all nodes are active")
  private boolean once;

  @Option(names = "--seconds", paramLabel = "N", description = "end after so many seconds")
  private Integer seconds;

  private Demo() {}

  public static void main(String[] arguments) {
    Hb.keepLibrariesQuiet();
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path parent = Path.of(System.getenv().getOrDefault("TMPDIR", "/tmp")).toAbsolutePath();
    DemoHome home;
    try {
      home = DemoHome.make(parent);
    } catch (IOException e) {
      System.err.println("heartbeat demo: no directory can be made in " + parent + ": " + e.getMessage()
          + ". What to do: set TMPDIR to a directory you may write.");
      return 1;
    }
    DemoCluster cluster = new DemoCluster(home, launcher());
    // Ctrl-C, kill and a closed terminal end here; so does the ordinary end
    Thread clearUp = new Thread(cluster::clearUp, "clear up");
    Runtime.getRuntime().addShutdownHook(clearUp);
    return cluster.run(once, seconds == null ? Long.MAX_VALUE / 1_000_000_000 : seconds) ? 0 : 1;
  }

  /** {@code bin/heartbeat} of the tree this runs from: the jar lies in {@code target} or {@code lib} beside {@code bin}. */
  private static Path launcher() {
    String jar = System.getProperty("java.class.path").split(":")[0];
    return Path.of(jar).toAbsolutePath().getParent().resolveSibling("bin").resolve("heartbeat");
  }
}
