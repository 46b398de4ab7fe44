package org.linuxha.heartbeat.config.hacf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** docs/ha.cf.md, made from the tables that the parser works with. */
public final class HaCfPage {
  private static final String HEAD = """
      # ha.cf: all directives

      Made from the tables in `config/hacf` (`HaCfPageTest`, with `-Dha.cf.update=true`, writes it anew); how the file is
      read, and where the judgement of a line differs from C Heartbeat's, stands in [configuration.md](configuration.md).
      *line*: the directive takes the rest of its line as one value; all others take values between blanks or commas.
      """;

  private HaCfPage() {}

  private static Map<String, List<Guidance>> sections() {
    Map<String, List<Guidance>> sections = new LinkedHashMap<>();
    sections.put(GuideNodes.TITLE, GuideNodes.table());
    sections.put(GuideMedia.TITLE, GuideMedia.table());
    sections.put(GuideMessages.TITLE, GuideMessages.table());
    sections.put(GuideResources.TITLE, GuideResources.table());
    sections.put(GuidePrograms.TITLE, GuidePrograms.table());
    sections.put(GuideLogging.TITLE, GuideLogging.table());
    sections.put(GuideMachine.TITLE, GuideMachine.table());
    return sections;
  }

  /** The names in the order of the page. */
  static List<String> names() {
    return sections().values().stream().flatMap(List::stream).map(Guidance::name).toList();
  }

  /** Every directive with unit, default, range, how to choose, and whether C differs. */
  public static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    sections().forEach((title, table) -> {
      page.append("\n## ").append(title).append("\n\n| directive | value, unit, range | default | how to choose |"
          + " does C differ? |\n|---|---|---|---|---|\n");
      table.forEach(each -> page.append(row(each)));
    });
    return page.toString();
  }

  private static String row(Guidance each) {
    return "| `" + each.name() + (each.syntax().isEmpty() ? "" : " " + each.syntax()) + "`" + form(each) + " | " + each.value() + " | " + initial(each) + " | "
        + each.advice() + " | " + each.difference() + " |\n";
  }

  private static String form(Guidance each) {
    return Directives.named(each.name()).orElseThrow().form() == Directive.Form.LINE ? " *line*" : "";
  }

  /** The parser's own default comes first; words explain it, or stand for one that depends on others. */
  private static String initial(Guidance each) {
    String own = Directives.named(each.name()).orElseThrow().initial();
    if (own == null || each.initial().contains("`" + own + "`")) {
      return each.initial();
    }
    return "`" + own + "`" + (each.initial().isEmpty() ? "" : "; " + each.initial());
  }
}
