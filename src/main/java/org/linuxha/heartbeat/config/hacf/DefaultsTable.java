package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.function.Function;

/**
 * The tables of {@code heartbeat -D} and {@code -DW}, byte for byte those of 3.0.6 (wire.md 13).
 */
public final class DefaultsTable {
  private static final String RULE = "-".repeat(80);

  private DefaultsTable() {}

  /** {@code heartbeat -D}: directive, default, description in columns. */
  public static String plain() {
    int name = width(Directive::name);
    int initial = width(Directive::initial);
    String row = "%-" + name + "s  %-" + initial + "s  %s\n";
    StringBuilder table = new StringBuilder();
    table.append(row.formatted("Directive", "Default", "Description")).append(RULE).append('\n');
    for (Directive directive : withDefault()) {
      table.append(row.formatted(
          directive.name(), directive.initial(), directive.description()));
    }
    return table.toString();
  }

  /** {@code heartbeat -DW}: the same for the project's wiki. */
  public static String wiki() {
    StringBuilder table = new StringBuilder(
        """
        ##Put this output in the ha.cf/DefaultValues page
        The [wiki:ha.cf ha.cf] directives with default values are shown below - along with a brief description.
        This was produced by {{{heartbeat -DW}}} ''# (version 3.0.6)''

        ||''Directive''||''Default''||''Description''||
        """);
    for (Directive directive : withDefault()) {
      table.append("||[wiki:ha.cf/%sDirective %s]||%s||%s||\n".formatted(
          wikiWord(directive.name()), directive.name(), directive.initial(),
          directive.description()));
    }
    return table.toString();
  }

  /** conn_logd_time: ConnLogdTime. */
  private static String wikiWord(String name) {
    StringBuilder word = new StringBuilder();
    for (String part : name.split("_")) {
      word.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return word.toString();
  }

  private static List<Directive> withDefault() {
    return Directives.parameters().stream().filter(d -> d.initial() != null).toList();
  }

  private static int width(Function<Directive, String> column) {
    return withDefault().stream().map(column).mapToInt(String::length).max().orElse(0);
  }
}
