package org.linuxha.heartbeat.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that makes no sense: one sentence, and where to read on. */
public final class WrongUse {
  private static final String OPTION = "-";

  private WrongUse() {}

  /** Says it on the command's standard error; answers the exit status. */
  public static int say(ParameterException wrong, String[] arguments) {
    wrong.getCommandLine().getErr().println(sentence(wrong));
    return Exit.USAGE;
  }

  /** {@code hb nodes: there is no option '--x'. See hb nodes --help.} */
  public static String sentence(ParameterException wrong) {
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
    return name + ": " + reason(wrong) + " See " + name + " --help.";
  }

  /** What is wrong, in a sentence. */
  public static String reason(ParameterException wrong) {
    List<String> unknown = unknown(wrong);
    if (!unknown.isEmpty()) {
      String option = unknown.stream().filter(word -> word.startsWith(OPTION)).findFirst().orElse(null);
      String similar = wrong instanceof UnmatchedArgumentException unmatched
          ? unmatched.getSuggestions().stream().limit(2).collect(Collectors.joining(" or ")) : "";
      return (option != null ? "there is no option '" + option + "'."
          : wrong.getCommandLine().getSubcommands().isEmpty()
              ? "'" + unknown.get(0) + "' is one argument too many." : "there is no command '" + unknown.get(0) + "'.")
          + (similar.isEmpty() ? "" : " Did you mean " + similar + "?");
    }
    String message = wrong.getMessage().strip();
    return message.endsWith(".") ? message : message + ".";
  }

  /** picocli complains of what is missing before it complains of an option that does not exist. */
  private static List<String> unknown(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched();
    }
    return wrong instanceof MissingParameterException
        ? wrong.getCommandLine().getUnmatchedArguments().stream().filter(word -> word.startsWith(OPTION)).toList()
        : List.of();
  }
}
