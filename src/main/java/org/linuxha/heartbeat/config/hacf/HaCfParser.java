package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Reads ha.cf (wire.md 12.1 and 12.2): strictly in order, every line by the handler of its
 * directive, and then the whole. All errors come in one go; nothing that a file can contain makes
 * it throw.
 */
public final class HaCfParser {
  /** Bytes of a line, without its newline, that the C daemon reads in one piece. */
  static final int LONGEST_LINE = 5119;

  /** Media of other builds of Heartbeat (wire.md 8.6), and why they are not here. */
  private static final Map<String, String> MISSING = Map.of(
      "hbaping", ": Fibre Channel ping nodes need the library of the adapter's maker, which neither 3.0.6 nor this daemon is"
          + " built with; use ping, ping6 or ping_group",
      "tipc", ": TIPC is not built into 3.0.6 either; use mcast or ucast",
      "rds", ": RDS is not built into 3.0.6 either; use ucast",
      "openais", ": OpenAIS is not built into 3.0.6 either; use mcast or ucast");

  private final Draft draft;

  private HaCfParser(Draft draft) {
    this.draft = draft;
  }

  /**
   * What is read.
   *
   * @param file the name for people, like {@code ha.cf}
   * @param text the file's bytes, a char each (ISO 8859-1)
   * @param nodeName this node: {@code uname -n}, nodeinfo or {@code --node}
   * @param noResourceManagement the option -M
   */
  public record Input(String file, String text, String nodeName, boolean noResourceManagement) {}

  public static HaCf parse(Input input, Environment environment) {
    Draft draft = new Draft(input, environment);
    HaCfParser parser = new HaCfParser(draft);
    String[] lines = input.text().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      parser.line(i + 1, lines[i]);
    }
    WholeFile.check(draft);
    List<Problem> problems = draft.problems;
    return new HaCf(
        problems.stream().anyMatch(HaCf::isError)
            ? Optional.empty() : Optional.of(Assembly.of(draft)),
        problems);
  }

  private void line(int number, String line) {
    if (line.length() > LONGEST_LINE) {
      draft.report(Code.LINE_TOO_LONG,
          new Statement(draft.input.file(), number, Statement.printable(line), ""),
          "The line has " + line.length() + " bytes, more than " + LONGEST_LINE);
      return;
    }
    Statement.of(draft.input.file(), number, line).ifPresent(this::statement);
  }

  private void statement(Statement statement) {
    Optional<Directive> directive = Directives.named(statement.name());
    if (directive.isEmpty()) {
      draft.report(Code.DIRECTIVE_UNKNOWN, statement,
          "Illegal directive [" + Statement.printable(statement.name()) + "] in "
              + statement.file() + (isAfterByteOrderMark(statement) ? ": a byte order mark (EF BB BF) stands before it; save the file without one"
                  : MISSING.getOrDefault(statement.name(), "")));
      return;
    }
    if (statement.name().equals("udp")) {
      draft.report(Code.DIRECTIVE_OBSOLETE, statement, "directive 'udp' replaced by 'bcast'");
    }
    read(directive.get(), statement);
    draft.statements.put(directive.get().name(), statement);
    draft.firstStatements.putIfAbsent(directive.get().name(), statement);
  }

  /** What some editors put before the first line; C takes it for a part of the word, too. */
  private static boolean isAfterByteOrderMark(Statement statement) {
    return statement.number() == 1 && (statement.name().startsWith("\uFEFF") || statement.name().startsWith("\u00EF\u00BB\u00BF"));
  }

  private void read(Directive directive, Statement statement) {
    if (directive.form() == Directive.Form.LINE) {
      value(directive, statement, statement.rest());
      return;
    }
    List<String> values = Words.byBlanksAndCommas(statement.rest());
    if (values.isEmpty()) {
      draft.report(Code.VALUE_MISSING, statement, "The directive has no value");
    }
    for (String value : values) {
      value(directive, statement, value);
    }
  }

  private void value(Directive directive, Statement statement, String value) {
    try {
      directive.handler().read(new Entry(draft, statement, value));
      if (directive.isParameter()) {
        draft.parameters.put(directive.name(), value);
      }
    } catch (Refusal refusal) {
      draft.refused.add(directive.name());
      draft.report(refusal.code(), statement, refusal.getMessage());
    }
  }
}
