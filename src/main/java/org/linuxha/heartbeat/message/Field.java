package org.linuxha.heartbeat.message;

import java.util.Objects;
import java.util.UUID;

/** One field of a message: a name (1 to 255 bytes, a char each, no '=', not starting with '(') and a typed value. */
public record Field(String name, Value value) {
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
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
}
