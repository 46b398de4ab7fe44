package org.linuxha.heartbeat.daemon.manual;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * One manual page.
 *
 * @param name of the page, a sub-command's with a hyphen
 * @param section of the manual: 1 or 8
 */
record Page(String name, CommandSpec spec, int section) {

  String text() {
    StringBuilder page = new StringBuilder();
    UsageMessageSpec usage = spec.usageMessage();
    List<String> description = Roff.lines(usage.description());
    // "What it does.", as a list of pages shows it
    String brief = description.stream().filter(line -> !line.isBlank()).findFirst().orElse(name).replaceAll("[.,:]$", "");
    page.append(".TH \"").append(name.toUpperCase(Locale.ROOT)).append("\" \"").append(section)
        .append("\" \"\" \"Heartbeat\" \"Heartbeat\"\n");
    page.append(".SH NAME\n").append(Roff.text(name)).append(" \\- ").append(Roff.text(brief)).append('\n');
    page.append(".SH SYNOPSIS\n").append(Roff.verbatim(synopsis()));
    page.append(".SH DESCRIPTION\n").append(Roff.verbatim(description));
    commands(page);
    options(page);
    exitStatus(page);
    List<String> footer = Roff.lines(usage.footer());
    if (!footer.isEmpty()) {
      page.append(".SH NOTES\n").append(Roff.verbatim(footer));
    }
    page.append(".SH \"SEE ALSO\"\n").append(seeAlso()).append('\n');
    return page.toString();
  }

  private List<String> synopsis() {
    Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
    return help.synopsis(0).lines().map(line -> line.replaceAll("\\s+$", "")).toList();
  }

  private void commands(StringBuilder page) {
    if (spec.subcommands().isEmpty()) {
      return;
    }
    page.append(".SH COMMANDS\n");
    spec.subcommands().forEach((word, line) -> {
      List<String> text = Roff.lines(line.getCommandSpec().usageMessage().description());
      String first = text.stream().filter(each -> !each.isBlank()).findFirst().orElse("");
      page.append(".TP\n\\fB").append(Roff.text(word)).append("\\fR\n").append(Roff.text(first)).append('\n');
    });
  }

  private void options(StringBuilder page) {
    List<OptionSpec> options = spec.options().stream().filter(option -> !option.hidden()).toList();
    List<PositionalParamSpec> positions =
        spec.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    if (!positions.isEmpty()) {
      page.append(".SH ARGUMENTS\n");
      positions.forEach(each -> entry(page, "\\fI" + Roff.text(each.paramLabel()) + "\\fR", each));
    }
    page.append(".SH OPTIONS\n");
    for (OptionSpec option : options) {
      String names =
          List.of(option.names()).stream()
              .map(each -> "\\fB" + Roff.text(each) + "\\fR").collect(Collectors.joining(", "));
      boolean takesValue = option.arity().max() > 0;
      entry(page, names + (takesValue ? " \\fI" + Roff.text(option.paramLabel()) + "\\fR" : ""), option);
    }
  }

  private static void entry(StringBuilder page, String head, ArgSpec argument) {
    page.append(".TP\n").append(head).append('\n');
    String text = Roff.lines(argument.description()).stream().map(String::strip).collect(Collectors.joining("\n"));
    for (String line : (text.isEmpty() ? "." : text).split("\n")) {
      page.append(Roff.text(line)).append('\n');
    }
  }

  private void exitStatus(StringBuilder page) {
    Map<String, String> codes = spec.usageMessage().exitCodeList();
    if (codes.isEmpty()) {
      return;
    }
    page.append(".SH \"EXIT STATUS\"\n");
    codes.forEach((code, meaning) ->
        page.append(".TP\n\\fB").append(Roff.text(code.strip())).append("\\fR\n")
            .append(Roff.text(Roff.format(meaning))).append('\n'));
  }

  private String seeAlso() {
    String program = name.replaceAll("-.*", "");
    String others = program.equals("hb") ? "\\fBheartbeat\\fR(8)" : "\\fBhb\\fR(1)";
    String own = name.equals(program) ? "" : "\\fB" + program + "\\fR(" + section + "), ";
    return own + others + ", \\fBha.cf\\fR(5), \\fBauthkeys\\fR(5)";
  }
}
