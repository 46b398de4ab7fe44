package org.linuxha.heartbeat.daemon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.cli.Colours;
import org.linuxha.heartbeat.cli.Hb;
import org.linuxha.heartbeat.cli.WrongUse;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Cause;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/heartbeat demo}: what the command line asks for. */
@Command(
    name = "heartbeat demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "heartbeat demo [OPTIONS]        start a demo",
      "       heartbeat demo ORDER            tell the running demo, from another terminal"
    },
    description = {
      "",
      "Starts three real nodes on this machine, with two links between them, and shows what they say of",
      "each other while you kill, pause and cut them off. It needs no root, sends multicast on lo only, and",
      "leaves nothing behind: no process, no file outside a temporary directory that it removes.",
      "",
      "Keys: k kill, s start, p pause for 700 ms, c cut a link, d delay a link, l lose 20 %% of the packets,",
      "h heal, q quit.",
      "",
      "Orders:",
      "  kill NODE             its process ends without a word",
      "  start NODE            it comes back",
      "  pause NODE [MILLIS]   its process stands still for 700 ms",
      "  cut NODE LINK         a link of it carries nothing any more (red or blue)",
      "  lose NODE [PERCENT]   20 of 100 packets from and to it are lost",
      "  delay NODE LINK [MS]  what passes a link of it is 300 ms late",
      "  heal [NODE]           all links carry again",
      "  status                the table of nodes",
      "  stop                  ends the demo",
      "Nodes are alice, bob and carol.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with a script: everything expected came true",
      "1:the nodes did not find each other, something expected did not come true, an order was refused",
      "2:wrong use",
      "3:no demo runs that could be told"
    })
public final class Demo implements Callable<Integer> {
  @Option(names = "--once", description = "End as soon as the nodes have found each other.")
  private boolean once;

  @Option(names = "--seconds", paramLabel = "N", description = "End after so many seconds.")
  private Integer seconds;

  @Option(names = "--script", paramLabel = "FILE", description = "Play the orders of a file (- for the standard input); see docs/demo.md.")
  private String script;

  @Option(names = "--plain", description = "Lines instead of a screen; the default without a terminal.")
  private boolean plain;

  @Option(names = "--demo", paramLabel = "DIR", description = "Which demo an order is for, if several run.")
  private Path directory;

  @Parameters(arity = "0..*", hidden = true, paramLabel = "ORDER", completionCandidates = Orders.class)
  private List<String> order = List.of();

  private Demo() {}

  public static void main(String[] arguments) {
    Hb.keepLibrariesQuiet();
    System.exit(commandLine().setParameterExceptionHandler(WrongUse::say).execute(arguments));
  }

  /** What there is to be called, without calling it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Demo()).setColorScheme(CommandLine.Help.defaultColorScheme(Colours.ofOutput()));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path parent = Path.of(System.getenv().getOrDefault("TMPDIR", "/tmp")).toAbsolutePath();
    if (!order.isEmpty()) {
      ControlClient client = new ControlClient(System.out, System.err);
      String words = String.join(" ", order);
      try {
        Order.parse(words, DemoCluster.NODES, DemoCluster.LINKS);
      } catch (Order.Wrong e) {
        System.err.println("heartbeat demo: " + e.getMessage() + " See heartbeat demo --help.");
        return CommandLine.ExitCode.USAGE;
      }
      return directory == null ? client.send(parent, words) : client.sendTo(directory, words);
    }
    List<String> lines;
    try {
      lines = script == null ? List.of() : lines();
    } catch (IOException e) {
      return unreadable(FileTrouble.why(Path.of(script), e));
    }
    try {
      Script read = script == null ? null : Script.parse(lines);
      return new Show(parent, launcher(), read, plain).run(once, seconds) ? 0 : 1;
    } catch (Script.Wrong e) {
      System.err.println("heartbeat demo: " + script + ", " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    } catch (UncheckedIOException | IOException e) {
      System.err.println("heartbeat demo: " + Cause.of(e));
      return 1;
    }
  }

  private List<String> lines() throws IOException {
    if (script.equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().toList();
    }
    return Files.readAllLines(Path.of(script));
  }

  private int unreadable(String reason) {
    System.err.println("heartbeat demo: the script " + script + " cannot be read: " + reason + ". See heartbeat demo --help.");
    return CommandLine.ExitCode.USAGE;
  }

  /** {@code bin/heartbeat} of the tree this runs from: the jar lies in {@code target} or {@code lib} beside {@code bin}. */
  private static Path launcher() {
    String jar = System.getProperty("java.class.path").split(":")[0];
    return Path.of(jar).toAbsolutePath().getParent().resolveSibling("bin").resolve("heartbeat");
  }

  /** What may be typed after {@code demo}, for the completion of shells. */
  static final class Orders extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Orders() {
      super(List.of("kill", "start", "pause", "cut", "lose", "heal", "status", "stop"));
      addAll(DemoCluster.NODES);
      addAll(DemoCluster.LINKS);
    }
  }
}
