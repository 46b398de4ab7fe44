package org.linuxha.heartbeat.config.hacf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.problem.Code;

/** docs/ha.cf.md, made from the tables that the parser works with. */
public final class HaCfPage {
  private static final String HEAD = """
      # ha.cf: all directives

      Made from the tables in `config/hacf` (`HaCfPageTest`, with `-Dha.cf.update=true`, writes it anew); how the file is
      read, and where the judgement of a line differs from C Heartbeat's, stands in [configuration.md](configuration.md).
      *line*: the directive takes the rest of its line as one value; all others take values between blanks or commas.
      """;

  private static final String CHECKS = """

      ## What `hb check` finds

      `hb check` reads the configuration of the machine it runs on as the daemon does, and names every line with which the
      daemon would not start (exit status 5), or would, but not as intended (1). Each finding has an id, its place, what to
      do, and of a directive what stands above. Beyond what the daemon itself says at its start it looks for these:

      | id | what | what to do |
      |---|---|---|
      """;

  /** What only {@code hb check} says: the daemon starts with it, as C Heartbeat does, or fails elsewhere. */
  public static final List<Code> CHECKED = List.of(
      Code.DEADTIME_TIGHT, Code.ONE_LINK, Code.NODE_NAME_COMMON, Code.PORT_TAKEN, Code.UCAST_TO_NOBODY, Code.HTTP_PORT_USED,
      Code.SERIAL_TOO_SLOW, Code.STANDARD_USER_MISSING, Code.FILE_WRITABLE_BY_OTHERS, Code.PASSWORD_READABLE_BY_OTHERS, Code.PLACE_UNUSABLE,
      Code.KEY_IS_CHECKSUM, Code.KEY_SHORT, Code.KEY_METHOD_OLD);

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

  /** What the page says of that directive, by its name of today. */
  public static Optional<Guidance> about(String directive) {
    return sections().values().stream().flatMap(List::stream).filter(each -> each.name().equals(directive)).findFirst();
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
    page.append(CHECKS);
    CHECKED.forEach(code -> page.append("| ").append(code.id()).append(" | ").append(code.cause()).append(" | ")
        .append(code.remedy()).append(" |\n"));
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
