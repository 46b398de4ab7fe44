package org.linuxha.heartbeat.message;

import java.util.Objects;
import java.util.UUID;

/**
 * One field of a message: a name and a typed value.
 *
 * @param name 1 to 255 bytes, a char each; no '=', no newline, no NUL, not starting with '(' (wire.md 1.1)
 */
public record Field(String name, Value value) {
  public Field {
    Objects.requireNonNull(value);
    String fault = faultOf(name);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  public static Field text(String name, String text) {
    return new Field(name, new Value.Text(text));
  }

  public static Field binary(String name, Bytes bytes) {
    return new Field(name, new Value.Binary(bytes));
  }

  public static Field uuid(String name, UUID uuid) {
    return binary(name, Bytes.of(uuid));
  }

  /** Why this cannot be the name of a field, or null if it can. */
  static String faultOf(String name) {
    if (name.isEmpty()) {
      return "a field without a name";
    }
    if (name.length() > Limits.NAME) {
      return "a field name of " + name.length() + " bytes";
    }
    return name.charAt(0) == '(' || hasForbidden(name) ? "a field name with forbidden characters" : null;
  }

  private static boolean hasForbidden(String name) {
    for (int i = 0; i < name.length(); i++) {
      char symbol = name.charAt(i);
      if (symbol == '=' || symbol == '\n' || symbol == '\0') {
        return true;
      }
    }
    return false;
  }
}
