package org.linuxha.heartbeat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hb}: what an administrator asks of the cluster. */
@Command(
    name = "hb",
    mixinStandardHelpOptions = true,
    description = "Looks at a Heartbeat cluster from one of its nodes.",
    subcommands = {DecodeCommand.class})
public final class Hb {
  private Hb() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Hb()).execute(arguments));
  }
}
