package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.List;

/** Cutting a line into words the way C Heartbeat does: its blanks are not Java's. */
final class Words {
  private static final String BLANKS = " \t\r\f\n";
  private static final String SEPARATORS = BLANKS + ",";

  private Words() {}

  /** Words between blanks; commas belong to a word. */
  static List<String> byBlanks(String text) {
    return split(text, BLANKS);
  }

  /** Values of a directive that takes several: between blanks and commas. */
  static List<String> byBlanksAndCommas(String text) {
    return split(text, SEPARATORS);
  }

  /** Without blanks at both ends. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static boolean isBlank(char c) {
    return BLANKS.indexOf(c) >= 0;
  }

  private static List<String> split(String text, String separators) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean between = i == text.length() || separators.indexOf(text.charAt(i)) >= 0;
      if (between && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!between && start < 0) {
        start = i;
      }
    }
    return words;
  }
}
