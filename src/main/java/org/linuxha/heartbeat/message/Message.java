package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An immutable ordered list of typed fields (wire.md 1.1). Names may repeat in a received message;
 * every look-up takes the first. Order is kept because signatures depend on it.
 */
public final class Message {
  public static final Message EMPTY = new Message(List.of());

  private final List<Field> fields;

  private Message(List<Field> fields) {
    this.fields = fields;
  }

  public static Message of(List<Field> fields) {
    return new Message(List.copyOf(fields));
  }

  /** A message whose first field is {@code t=type}. */
  public static Message ofType(String type) {
    return new Message(List.of(Field.text(Fields.TYPE, type)));
  }

  public List<Field> fields() {
    return fields;
  }

  /** The first field of that name, or null. */
  public Field field(String name) {
    // By index: the hottest loop there is, and an immutable list's iterator is dear.
    for (int i = 0, size = fields.size(); i < size; i++) {
      Field field = fields.get(i);
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  public boolean has(String name) {
    return field(name) != null;
  }

  /** The text of the first field of that name, or null if there is none or it is no text. */
  public String text(String name) {
    Field field = field(name);
    return field != null && field.value() instanceof Value.Text value ? value.text() : null;
  }

  /** The text of that field, or {@code otherwise}. */
  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** The type of this message (field {@code t}), or null. */
  public String type() {
    return text(Fields.TYPE);
  }

  /** True for the unsequenced types of the daemons' own dialogue ({@code NS_...}, wire.md 5). */
  public boolean isUnsequenced() {
    String type = type();
    return type != null && type.startsWith("NS_");
  }

  /** The bytes of the first field of that name, or null if there is none or it is not binary. */
  public Bytes binary(String name) {
    Field field = field(name);
    return field != null && field.value() instanceof Value.Binary value ? value.bytes() : null;
  }

  /** The UUID in that binary field, or null if absent, not 16 bytes long, or all zero. */
  public UUID uuid(String name) {
    Bytes bytes = binary(name);
    UUID uuid = bytes == null ? null : bytes.toUuid();
    return uuid == null || uuid.equals(new UUID(0, 0)) ? null : uuid;
  }

  /** The unsigned hexadecimal number in that text field; empty if absent, signed or unparsable. */
  public OptionalLong hex(String name) {
    String text = text(name);
    boolean signed = text != null && (text.startsWith("-") || text.startsWith("+"));
    return signed ? OptionalLong.empty() : number(name, 16);
  }

  /** The decimal number in that text field; empty if absent or unparsable. */
  public OptionalLong decimal(String name) {
    return number(name, 10);
  }

  private OptionalLong number(String name, int radix) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text, radix));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** This message with that field: the first of its name replaced in place, else appended. */
  public Message with(Field field) {
    return with(List.of(field));
  }

  /** This message with those fields, one after the other as {@link #with(Field)} does, copied once. */
  public Message with(List<Field> others) {
    List<Field> changed = new ArrayList<>(fields.size() + others.size());
    changed.addAll(fields);
    for (int i = 0; i < others.size(); i++) {
      put(changed, others.get(i));
    }
    return of(changed);
  }

  private static void put(List<Field> fields, Field field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field.name())) {
        fields.set(i, field);
        return;
      }
    }
    fields.add(field);
  }

  public Message with(String name, String text) {
    return with(Field.text(name, text));
  }

  public Message with(String name, UUID uuid) {
    return with(Field.uuid(name, uuid));
  }

  /** This message with the field put before all others; for the few types that do not start with {@code t}. */
  public Message withFirst(Field field) {
    List<Field> changed = new ArrayList<>(fields.size() + 1);
    changed.add(field);
    changed.addAll(fields);
    return of(changed);
  }

  /** This message without any field of that name. */
  public Message without(String name) {
    if (!has(name)) {
      return this;
    }
    List<Field> kept = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).name().equals(name)) {
        kept.add(fields.get(i));
      }
    }
    return of(kept);
  }

  /** True if some field on the top level satisfies the condition. */
  public boolean anyValue(Predicate<Value> condition) {
    for (int i = 0; i < fields.size(); i++) {
      if (condition.test(fields.get(i).value())) {
        return true;
      }
    }
    return false;
  }

  /** True if a field of type 2, 4 or 5 is inside: such a message goes in netstring form and carries no {@code auth=} (wire.md 1.4). */
  public boolean isStructured() {
    return anyValue(
        value ->
            value instanceof Value.Struct
                || value instanceof Value.Compressed
                || value instanceof Value.Uncompressed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
