package org.linuxha.heartbeat.cli;

/** Writes one JSON value on one line without blanks, all ASCII, in the order it is told. */
final class JsonLine {
  private final StringBuilder line = new StringBuilder();
  private boolean first = true;

  JsonLine open(char bracket) {
    separate();
    line.append(bracket);
    first = true;
    return this;
  }

  JsonLine close(char bracket) {
    line.append(bracket);
    first = false;
    return this;
  }

  JsonLine name(String name) {
    separate();
    quote(name);
    line.append(':');
    first = true;
    return this;
  }

  JsonLine text(String value) {
    separate();
    quote(value);
    return this;
  }

  /** A number or a literal, as it stands. */
  JsonLine raw(Object value) {
    separate();
    line.append(value);
    return this;
  }

  private void separate() {
    if (!first) {
      line.append(',');
    }
    first = false;
  }

  private void quote(String value) {
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      switch (letter) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case '\b' -> line.append("\\b");
        case '\f' -> line.append("\\f");
        default -> {
          if (letter < 0x20 || letter > 0x7e) {
            line.append(String.format("\\u%04x", (int) letter));
          } else {
            line.append(letter);
          }
        }
      }
    }
    line.append('"');
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
