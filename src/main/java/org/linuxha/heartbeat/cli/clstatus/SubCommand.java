package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;

/** One sub-command. */
interface SubCommand {
  /** Letters of its options, as getopt wants them. */
  default String options() {
    return "m";
  }

  /** How many parameters it needs, and what is said if there are fewer. */
  default void check(Words words) throws Refused {}

  /**
   * Asks and prints.
   *
   * @return the exit code
   */
  int run(Register register, Words words, PrintStream out) throws IOException, Refused;
}
