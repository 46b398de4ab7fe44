package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of ha.cf as they stand there, comments too, for programs that carry them into another
 * notation. Whether they are right is {@link HaCfParser}'s to say.
 */
public final class HaCfLines {
  private HaCfLines() {}

  /**
   * One line.
   *
   * @param number from 1
   * @param written the directive as written; empty if the line has none
   * @param directive the same under its canonical name
   * @param rest everything behind it, without comment and outer blanks
   * @param values the single values; a directive that takes the whole line has one, {@code rest}
   * @param comment from its {@code #} on; empty if there is none
   */
  public record Line(
      int number, String written, String directive, String rest, List<String> values, String comment) {
    public Line {
      values = List.copyOf(values);
    }

    /** The words between blanks of a directive that takes the whole line. */
    public List<String> words() {
      return Words.byBlanks(rest);
    }

    public String last() {
      return values.get(values.size() - 1);
    }
  }

  public static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    String[] all = text.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      lines.add(line(i + 1, all[i]));
    }
    return lines;
  }

  private static Line line(int number, String text) {
    int hash = text.indexOf('#');
    String comment = hash < 0 ? "" : text.substring(hash).stripTrailing();
    Optional<Statement> statement = Statement.of("", number, text);
    if (statement.isEmpty()) {
      return new Line(number, "", "", "", List.of(), comment);
    }
    String written = statement.get().name();
    String rest = statement.get().rest();
    Optional<Directive> directive = Directives.named(written);
    boolean whole = directive.map(d -> d.form() == Directive.Form.LINE).orElse(false);
    return new Line(number, written, directive.map(Directive::name).orElse(written), rest,
        whole ? List.of(rest) : Words.byBlanksAndCommas(rest), comment);
  }

  /** A time as ha.cf reads it, in milliseconds. */
  public static long millis(String text) {
    return TimeText.read(text).map(TimeText::millis)
        .orElseThrow(() -> new IllegalArgumentException("[" + text + "] is no time"));
  }

  /** A number as ha.cf reads it. */
  public static long number(String text) {
    return NumberText.read(text).value();
  }
}
