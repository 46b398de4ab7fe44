package org.linuxha.heartbeat.cli.clstatus;

import java.util.ArrayList;
import java.util.List;

/**
 * The words after the sub-command as C's getopt reads them: options anywhere, several behind one dash, the
 * rest parameters; {@code --} ends the options.
 */
final class Words {
  private final List<String> parameters = new ArrayList<>();
  private final StringBuilder given = new StringBuilder();
  private final List<String> complaints = new ArrayList<>();
  private String name;

  /**
   * @param command stands before a complaint
   * @param known letters of the options; {@code p:} takes a value
   */
  static Words of(String command, String known, List<String> words) {
    Words read = new Words();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        read.parameters.addAll(words.subList(at, words.size()));
        break;
      }
      if (word.length() < 2 || word.charAt(0) != '-') {
        read.parameters.add(word);
        continue;
      }
      at = read.options(command, known, word, words, at);
    }
    return read;
  }

  /** Answers where the next word is. */
  private int options(String command, String known, String word, List<String> words, int next) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      int place = letter == ':' ? -1 : known.indexOf(letter);
      if (place < 0) {
        complaints.add(command + ": invalid option -- '" + letter + "'");
      } else if (!known.startsWith(":", place + 1)) {
        given.append(letter);
      } else if (i + 1 < word.length()) {
        name = word.substring(i + 1);
        return next;
      } else if (next < words.size()) {
        name = words.get(next);
        return next + 1;
      } else {
        complaints.add(command + ": option requires an argument -- '" + letter + "'");
      }
    }
    return next;
  }

  boolean has(char letter) {
    return given.indexOf(String.valueOf(letter)) >= 0;
  }

  /** With sentences for people; else for scripts. */
  boolean forPeople() {
    return has('m');
  }

  /** The value of {@code -p}, null without. */
  String name() {
    return name;
  }

  List<String> parameters() {
    return parameters;
  }

  List<String> complaints() {
    return complaints;
  }
}
