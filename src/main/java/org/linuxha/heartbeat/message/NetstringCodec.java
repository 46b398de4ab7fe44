package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** The netstring form: {@code ###\n LEN:(T)NAME=VALUE, ... %%%\n} (wire.md 1.2). */
public final class NetstringCodec {
  private static final byte[] START = ByteText.bytes("###\n");
  private static final byte[] END = ByteText.bytes("%%%\n");

  private NetstringCodec() {}

  /**
   * A decoded message and where its {@code %%%\n} ends: what follows is the trailer.
   *
   * @param end offset of the first byte after the message
   */
  public record Decoded(Message message, int end) {}

  public static boolean isNetstring(byte[] octets, int from) {
    return startsWith(octets, from, octets.length, START);
  }

  static boolean startsWith(byte[] octets, int from, int to, byte[] prefix) {
    if (from < 0 || to - from < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (octets[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** The message as bytes, without trailer. */
  public static byte[] encode(Message message) {
    ByteText text = new ByteText();
    encode(message, text);
    return text.toArray();
  }

  private static void encode(Message message, ByteText text) {
    text.add(START);
    for (Field field : message.fields()) {
      byte[] value = encodeValue(field.value());
      int length = 3 + field.name().length() + 1 + value.length;
      text.add(Integer.toString(length)).add(":(").add((char) ('0' + field.value().wireType())).add(')');
      text.add(field.name()).add('=').add(value).add(',');
    }
    text.add(END);
  }

  private static byte[] encodeValue(Value value) {
    if (value instanceof Value.Text text) {
      return ByteText.bytes(text.text());
    } else if (value instanceof Value.Binary binary) {
      return binary.bytes().toArray();
    } else if (value instanceof Value.Struct struct) {
      return encode(struct.message());
    } else if (value instanceof Value.TextList list) {
      return ByteText.bytes(PackedList.pack(list.texts()));
    } else if (value instanceof Value.Compressed compressed) {
      return compressed.payload().toArray();
    }
    return encode(((Value.Uncompressed) value).message());
  }

  /** The message in these bytes; what follows its end is ignored. */
  public static Message decode(byte[] octets) throws MalformedMessage {
    return decode(octets, 0, octets.length).message();
  }

  /** The message that starts at {@code from}. */
  public static Decoded decode(byte[] octets, int from, int to) throws MalformedMessage {
    return decode(octets, from, to, 0);
  }

  private static Decoded decode(byte[] octets, int from, int to, int depth) throws MalformedMessage {
    if (!startsWith(octets, from, to, START)) {
      throw new MalformedMessage(Reason.NO_MESSAGE, "no ### at the start");
    }
    if (depth > Limits.DEPTH) {
      throw new MalformedMessage(Reason.LIMIT, "nested deeper than " + Limits.DEPTH);
    }
    List<Field> fields = new ArrayList<>();
    int at = from + START.length;
    while (!startsWith(octets, at, to, END)) {
      if (fields.size() >= Limits.FIELDS) {
        throw new MalformedMessage(Reason.LIMIT, "more than " + Limits.FIELDS + " fields");
      }
      int[] bounds = netstring(octets, at, to);
      fields.add(field(octets, bounds[0], bounds[1], depth));
      at = bounds[1] + 1;
    }
    return new Decoded(Message.of(fields), at + END.length);
  }

  /**
   * The end of the message that starts at {@code from}, found by its lengths without looking into the
   * fields: so that a signature can be checked first. -1 if there is none.
   */
  public static int endOf(byte[] octets, int from, int to) {
    if (!startsWith(octets, from, to, START)) {
      return -1;
    }
    int at = from + START.length;
    try {
      while (!startsWith(octets, at, to, END)) {
        at = netstring(octets, at, to)[1] + 1;
      }
    } catch (MalformedMessage e) {
      return -1;
    }
    return at + END.length;
  }

  /** The content of the netstring at {@code at}: its first byte and the place of its comma. */
  public static int[] netstring(byte[] octets, int at, int to) throws MalformedMessage {
    int length = 0;
    int digits = 0;
    int i = at;
    while (i < to && octets[i] >= '0' && octets[i] <= '9') {
      if (++digits > 8) {
        throw new MalformedMessage(Reason.LIMIT, "a length of more than 8 digits");
      }
      length = length * 10 + octets[i++] - '0';
    }
    if (digits == 0 && i < to) {
      throw new MalformedMessage(Reason.SYNTAX, "no length where a field should start");
    }
    int start = i + 1;
    // differences, not sums: a hostile length must not overflow
    if (i >= to || length >= to - start) {
      throw new MalformedMessage(Reason.TRUNCATED, "a length that reaches beyond the end");
    }
    if (octets[i] != ':' || octets[start + length] != ',') {
      throw new MalformedMessage(Reason.SYNTAX, "a netstring without its colon or comma");
    }
    return new int[] {start, start + length};
  }

  private static Field field(byte[] octets, int from, int to, int depth) throws MalformedMessage {
    if (to - from < 5 || octets[from] != '(' || octets[from + 2] != ')') {
      throw new MalformedMessage(Reason.SYNTAX, "a field without (TYPE)NAME=");
    }
    int equals = from + 3;
    while (equals < to && octets[equals] != '=') {
      equals++;
    }
    if (equals == to || equals == from + 3) {
      throw new MalformedMessage(Reason.SYNTAX, "a field without NAME=");
    }
    String name = name(ByteText.of(octets, from + 3, equals));
    return new Field(name, value(octets[from + 1] - '0', octets, equals + 1, to, depth));
  }

  static String name(String name) throws MalformedMessage {
    if (name.length() > Limits.NAME) {
      throw new MalformedMessage(Reason.LIMIT, "a field name of " + name.length() + " bytes");
    }
    if (name.charAt(0) == '(' || name.indexOf('\0') >= 0 || name.indexOf('\n') >= 0) {
      throw new MalformedMessage(Reason.SYNTAX, "a field name with forbidden characters");
    }
    return name;
  }

  private static Value value(int type, byte[] octets, int from, int to, int depth) throws MalformedMessage {
    return switch (type) {
      case 0 -> new Value.Text(text(ByteText.of(octets, from, to)));
      case 1 -> new Value.Binary(Bytes.copyOf(octets, from, to));
      case 2 -> new Value.Struct(decode(octets, from, to, depth + 1).message());
      case 3 -> new Value.TextList(PackedList.unpack(ByteText.of(octets, from, to)));
      case 4 -> new Value.Compressed(Bytes.copyOf(octets, from, to));
      case 5 -> new Value.Uncompressed(decode(octets, from, to, depth + 1).message());
      default -> throw new MalformedMessage(Reason.FIELD_TYPE, "a field of type " + type);
    };
  }

  private static String text(String text) throws MalformedMessage {
    if (text.indexOf('\0') >= 0) {
      throw new MalformedMessage(Reason.SYNTAX, "a text with a NUL inside");
    }
    return text;
  }
}
