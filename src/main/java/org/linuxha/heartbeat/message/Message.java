package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An immutable ordered list of typed fields (wire.md 1.1). Names may repeat in a received message;
 * every look-up takes the first. Order is kept because signatures depend on it.
 */
public final class Message {
  public static final Message EMPTY = new Message(new Field[0]);

  /** Never handed out: the hottest loops there are walk over it. */
  private final Field[] fields;

  /** Known once it was asked for; whoever asks at the same time finds the same. */
  private Boolean structured;

  private Message(Field[] fields) {
    this.fields = fields;
  }

  public static Message of(List<Field> fields) {
    Field[] own = fields.toArray(new Field[0]);
    for (Field field : own) {
      Objects.requireNonNull(field);
    }
    return new Message(own);
  }

  /** A message whose first field is {@code t=type}. */
  public static Message ofType(String type) {
    return new Message(new Field[] {Field.text(Fields.TYPE, type)});
  }

  /** A view that cannot be changed. */
  public List<Field> fields() {
    return Collections.unmodifiableList(Arrays.asList(fields));
  }

  /** How many fields there are. */
  int size() {
    return fields.length;
  }

  /** The field at that place, from 0. */
  Field at(int index) {
    return fields[index];
  }

  /** The first field of that name, or null. */
  public Field field(String name) {
    int index = indexOf(fields, fields.length, name);
    return index < 0 ? null : fields[index];
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
    Field[] changed = Arrays.copyOf(fields, fields.length + others.size());
    int length = fields.length;
    for (int i = 0; i < others.size(); i++) {
      Field field = others.get(i);
      int index = indexOf(changed, length, field.name());
      changed[index < 0 ? length++ : index] = field;
    }
    return new Message(length == changed.length ? changed : Arrays.copyOf(changed, length));
  }

  private static int indexOf(Field[] fields, int length, String name) {
    for (int i = 0; i < length; i++) {
      if (fields[i].name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public Message with(String name, String text) {
    return with(Field.text(name, text));
  }

  public Message with(String name, UUID uuid) {
    return with(Field.uuid(name, uuid));
  }

  /** This message with the field put before all others; for the few types that do not start with {@code t}. */
  public Message withFirst(Field field) {
    Field[] changed = new Field[fields.length + 1];
    changed[0] = field;
    System.arraycopy(fields, 0, changed, 1, fields.length);
    return new Message(changed);
  }

  /** This message without any field of that name. */
  public Message without(String name) {
    if (!has(name)) {
      return this;
    }
    List<Field> kept = new ArrayList<>(fields.length);
    for (Field field : fields) {
      if (!field.name().equals(name)) {
        kept.add(field);
      }
    }
    return of(kept);
  }

  /** True if some field on the top level satisfies the condition. */
  public boolean anyValue(Predicate<Value> condition) {
    for (Field field : fields) {
      if (condition.test(field.value())) {
        return true;
      }
    }
    return false;
  }

  /** True if a field of type 2, 4 or 5 is inside: such a message goes in netstring form and carries no {@code auth=} (wire.md 1.4). */
  public boolean isStructured() {
    Boolean known = structured;
    if (known == null) {
      known = anyValue(value -> value instanceof Value.Struct
          || value instanceof Value.Compressed
          || value instanceof Value.Uncompressed);
      structured = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that && Arrays.equals(fields, that.fields);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(fields);
  }

  @Override
  public String toString() {
    return Arrays.toString(fields);
  }
}
