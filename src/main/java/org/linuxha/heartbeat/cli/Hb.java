package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.linuxha.heartbeat.log.Provider;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code hb}: what an administrator asks of the cluster. */
@Command(
    name = "hb",
    mixinStandardHelpOptions = true,
    versionProvider = Hb.Version.class,
    description = "Looks at a Heartbeat cluster from one of its nodes.",
    subcommands = {
      StatusCommand.class, NodesCommand.class, LinksCommand.class, MembersCommand.class, SendCommand.class, ReceiveCommand.class, WatchCommand.class, ExplainCommand.class, DecodeCommand.class, SimulateCommand.class, CheckCommand.class, ConvertCommand.class, KeygenCommand.class, KeysCommand.class, PropagateCommand.class, ReportCommand.class, CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well, or done",
      "1:degraded: something in the answer needs attention",
      "2:wrong use",
      "3:no daemon is running there",
      "4:you may not ask it",
      "5:it does not answer, refuses, or has no such thing"
    })
public final class Hb {
  private Hb() {}

  /**
   * For programs without a log: Vert.x's JSON shall not wake Logback, which takes time; and where Netty does, it shall not print
   * everything among the answers.
   */
  public static void keepLibrariesQuiet() {
    System.setProperty(
        "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
    Provider.choose();
  }

  public static void main(String[] arguments) {
    keepLibrariesQuiet();
    System.exit(run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        arguments));
  }

  /** The names of all commands. */
  public static Set<String> commands() {
    return commandLine().getSubcommands().keySet();
  }

  /** What there is to be called, without calling it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Hb()).setColorScheme(CommandLine.Help.defaultColorScheme(Colours.ofOutput()));
  }

  /** Runs one command line; returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine command = commandLine().setOut(out).setErr(err).setParameterExceptionHandler(WrongUse::say);
    if (List.of(arguments).contains(StatusCommand.NAGIOS)) {
      // to a monitoring system 2 would mean that the cluster is in trouble
      command.setParameterExceptionHandler(
          (wrong, given) -> {
            out.println(new Monitoring(Monitoring.Level.UNKNOWN, wrong.getMessage(), ""));
            return Monitoring.Level.UNKNOWN.exitStatus();
          });
    }
    if (arguments.length == 0) {
      command.usage(err);
      return Exit.USAGE;
    }
    return command.execute(arguments);
  }

  /** The version of the build this runs from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Hb.class.getResourceAsStream("/heartbeat-version.properties")) {
        properties.load(in);
      }
      return new String[] {"hb " + properties.getProperty("version")};
    }
  }
}
