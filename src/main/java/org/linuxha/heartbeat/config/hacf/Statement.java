package org.linuxha.heartbeat.config.hacf;

import java.util.Optional;

/**
 * One line of ha.cf that has a directive (wire.md 12.1).
 *
 * @param file the file's name without its directory, for people
 * @param number of the line, from 1
 * @param name the directive as written
 * @param rest everything behind it, without comment and outer blanks
 */
record Statement(String file, int number, String name, String rest) {
  private static final int SHOWN = 80;

  /** The statement on that line; empty if there is only a comment or nothing. */
  static Optional<Statement> of(String file, int number, String line) {
    String text = Words.trim(cut(cut(line, '\0'), '#'));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int end = 0;
    while (end < text.length() && !Words.isBlank(text.charAt(end))) {
      end++;
    }
    return Optional.of(
        new Statement(file, number, text.substring(0, end), Words.trim(text.substring(end))));
  }

  private static String cut(String line, char at) {
    int index = line.indexOf(at);
    return index < 0 ? line : line.substring(0, index);
  }

  String place() {
    return file + ":" + number;
  }

  /** The line for people: printable, of bounded length, without what may be a password. */
  String shown() {
    String values = name.startsWith("stonith") ? firstWords() : rest;
    return printable(values.isEmpty() ? name : name + " " + values);
  }

  /** The parameters of a stonith device behind host and type may be passwords. */
  private String firstWords() {
    var words = Words.byBlanks(rest);
    return words.size() <= 2 ? String.join(" ", words) : words.get(0) + " " + words.get(1) + " ...";
  }

  /** That text with control characters replaced and cut to a length that fits a log line. */
  static String printable(String text) {
    String visible = text.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= SHOWN ? visible : visible.substring(0, SHOWN) + "...";
  }
}
