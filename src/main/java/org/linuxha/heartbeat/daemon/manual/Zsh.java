package org.linuxha.heartbeat.daemon.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion of one program for zsh, in its own terms ({@code _arguments}): commands and options with what they mean. */
record Zsh(String program, CommandLine line) {
  private static final Set<String> DIRECTORIES = Set.of("DIR");
  private static final Set<String> FILES = Set.of("FILE", "PATH", "AUTHKEYS");

  String text() {
    StringBuilder script = new StringBuilder("#compdef " + program + "\n");
    function(script, "_" + program, line.getCommandSpec());
    script.append("\n_").append(program).append(" \"$@\"\n");
    return script.toString();
  }

  private void function(StringBuilder script, String name, CommandSpec spec) {
    Map<String, CommandLine> commands = spec.subcommands();
    commands.forEach((word, each) -> function(script, name + "_" + word, each.getCommandSpec()));
    List<String> arguments = new ArrayList<>();
    spec.options().stream().filter(option -> !option.hidden()).forEach(option -> arguments.add(option(option)));
    script.append('\n').append(name).append("() {\n");
    if (commands.isEmpty()) {
      spec.positionalParameters().stream().map(each -> positional(each, spec)).forEach(arguments::add);
      script.append("  _arguments -s -S").append(joined(arguments)).append("\n}\n");
      return;
    }
    arguments.add("'1: :->command'");
    arguments.add("'*:: :->arguments'");
    script.append("  local curcontext=\"$curcontext\" state line\n  typeset -A opt_args\n  local -a commands\n");
    script.append("  _arguments -C -s -S").append(joined(arguments)).append("\n  case $state in\n    command)\n      commands=(");
    commands.forEach((word, each) ->
        script.append("\n        ").append(quoted(word + ":" + brief(each.getCommandSpec()))));
    script.append("\n      )\n      _describe -t commands command commands\n      ;;\n    arguments)\n      case $words[1] in\n");
    commands.keySet().forEach(word ->
        script.append("        ").append(word).append(") ").append(name).append('_').append(word).append(" ;;\n"));
    script.append("      esac\n      ;;\n  esac\n}\n");
  }

  private static String joined(List<String> arguments) {
    return arguments.stream().map(each -> " \\\n    " + each).collect(Collectors.joining());
  }

  /** {@code '(-h --help)'{-h,--help}'[what it does]'}; a value behind it, and again and again where that is allowed. */
  private static String option(OptionSpec option) {
    boolean valued = option.arity().max() > 0;
    String tail = quoted("[" + escaped(brief(option.description())) + "]" + (valued ? value(option, List.of()) : ""));
    List<String> names = List.of(option.names());
    String repeated = option.isMultiValue() ? "\\*" : "";
    String exclusion = option.isMultiValue() || names.size() == 1 ? "" : "'(" + String.join(" ", names) + ")'";
    String spelled = names.stream()
        .map(name -> repeated + name + (!valued ? "" : name.startsWith("--") ? "=" : "+")).collect(Collectors.joining(","));
    return names.size() == 1 ? spelled + tail : exclusion + "{" + spelled + "}" + tail;
  }

  private String positional(PositionalParamSpec parameter, CommandSpec spec) {
    boolean many = parameter.arity().max() > 1;
    List<String> commands = spec.userObject() instanceof CommandLine.HelpCommand
        ? line.getSubcommands().keySet().stream().sorted().toList() : List.of();
    return quoted((many ? "*" : parameter.arity().min() == 0 ? "1:" : "1") + value(parameter, commands));
  }

  private static String value(ArgSpec argument, List<String> words) {
    String label = argument.paramLabel().replaceAll("[<>\\[\\]]", "");
    List<String> candidates = !words.isEmpty() || argument.completionCandidates() == null ? words
        : StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
    String action = !candidates.isEmpty() ? "(" + String.join(" ", candidates) + ")"
        : DIRECTORIES.contains(label) ? "_files -/" : FILES.contains(label) ? "_files" : "";
    return ":" + escaped(label) + ":" + action;
  }

  private static String brief(CommandSpec spec) {
    String[] header = spec.usageMessage().header();
    return brief(header.length > 0 ? header : spec.usageMessage().description());
  }

  private static String brief(String... description) {
    return Roff.lines(description).stream().filter(each -> !each.isBlank()).findFirst().orElse("").strip().replaceAll("[,:]$", "");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
