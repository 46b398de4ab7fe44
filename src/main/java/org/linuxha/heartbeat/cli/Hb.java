package org.linuxha.heartbeat.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
      StatusCommand.class, NodesCommand.class, LinksCommand.class, DecodeCommand.class, CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Hb {
  private Hb() {}

  public static void main(String[] arguments) {
    System.exit(run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        arguments));
  }

  /** Runs one command line; returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine command = new CommandLine(new Hb()).setOut(out).setErr(err);
    if (arguments.length == 0) {
      command.usage(err);
      return Exit.USAGE;
    }
    return command.execute(arguments);
  }

  /** The version of the jar this runs from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Hb.class.getPackage().getImplementationVersion();
      return new String[] {"hb " + (version == null ? "(not installed)" : version)};
    }
  }
}
