package org.linuxha.heartbeat.daemon.demo;

import java.util.ArrayList;
import java.util.List;

/** One line of the screen: pieces of text, each in its colour. */
final class Row {
  /** What a colour means; the numbers are those of the terminal. */
  enum Ink {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    TITLE("1;7"),
    GOOD("32"),
    BAD("1;31"),
    CARE("33"),
    KEY("1;36");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  private record Piece(String text, Ink ink) {}

  private final List<Piece> pieces = new ArrayList<>();
  private int length;

  Row add(String text) {
    return add(text, Ink.PLAIN);
  }

  Row add(String text, Ink ink) {
    pieces.add(new Piece(Words.printable(text), ink));
    length += text.length();
    return this;
  }

  /** Blanks up to that column, and one at least. */
  Row to(int column) {
    return add(" ".repeat(Math.max(length == 0 ? 0 : 1, column - length)));
  }

  int length() {
    return length;
  }

  /** Cut to that width. */
  String paint(int width, boolean colours, boolean unicode) {
    StringBuilder line = new StringBuilder();
    int left = width;
    for (Piece piece : pieces) {
      String text = piece.text().substring(0, Math.min(left, piece.text().length()));
      left -= text.length();
      if (!unicode) {
        text = ascii(text);
      }
      boolean plain = !colours || piece.ink() == Ink.PLAIN || text.isEmpty();
      line.append(plain ? text : "\033[" + piece.ink().code + "m" + text + "\033[0m");
    }
    return line.toString();
  }

  static String ascii(String text) {
    return text.replace('●', '*').replace('○', 'o').replace('◐', '+').replace('─', '-').replace('…', '.')
        .replaceAll("[^\\x20-\\x7e]", "?");
  }
}
