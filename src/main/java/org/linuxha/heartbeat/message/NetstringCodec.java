package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.List;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/**
 * The netstring form: {@code ###\n LEN:(T)NAME=VALUE, ... %%%\n} (wire.md 1.2). Lengths are checked
 * against the bytes at hand before anything is made of them.
 */
public final class NetstringCodec {
  private static final byte[] START = ByteText.bytes("###\n");
  private static final byte[] END = ByteText.bytes("%%%\n");

  /** {@code (T)} and {@code =}. */
  private static final int FRAME = 4;

  private NetstringCodec() {}

  /**
   * A decoded message and where its {@code %%%\n} ends: what follows is the trailer.
   *
   * @param end offset of the first byte after the message
   */
  public record Decoded(Message message, int end) {}

  /**
   * The content of a netstring.
   *
   * @param from its first byte
   * @param to the place of its comma
   */
  public record Span(int from, int to) {}

  public static boolean isNetstring(byte[] octets, int from) {
    return ByteText.startsWith(octets, from, octets.length, START);
  }

  /** The message as bytes, without trailer. */
  public static byte[] encode(Message message) {
    return encode(message, 0);
  }

  /** The message as bytes and so many more for what the caller writes behind it. */
  public static byte[] encode(Message message, int room) {
    ByteText text = new ByteText(lengthOf(message) + room);
    encode(message, text);
    return text.add(new byte[room]).finish();
  }

  private static void encode(Message message, ByteText text) {
    text.add(START);
    for (int i = 0; i < message.size(); i++) {
      Field field = message.at(i);
      int length = FRAME + field.name().length() + lengthOf(field.value());
      text.addDecimal(length).add(":(").add((char) ('0' + field.value().wireType())).add(')');
      text.add(field.name()).add('=');
      encode(field.value(), text);
      text.add(',');
    }
    text.add(END);
  }

  private static void encode(Value value, ByteText text) {
    if (value instanceof Value.Text plain) {
      text.add(plain.text());
    } else if (value instanceof Value.Binary binary) {
      text.add(binary.bytes());
    } else if (value instanceof Value.Struct struct) {
      encode(struct.message(), text);
    } else if (value instanceof Value.TextList list) {
      text.add(PackedList.pack(list.texts()));
    } else if (value instanceof Value.Compressed compressed) {
      text.add(compressed.payload());
    } else {
      encode(((Value.Uncompressed) value).message(), text);
    }
  }

  /** The bytes that {@link #encode(Message)} would make. */
  public static int lengthOf(Message message) {
    int length = START.length + END.length;
    for (int i = 0; i < message.size(); i++) {
      Field field = message.at(i);
      int content = FRAME + field.name().length() + lengthOf(field.value());
      length += digits(content) + 1 + content + 1;
    }
    return length;
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static int lengthOf(Value value) {
    if (value instanceof Value.Text text) {
      return text.text().length();
    } else if (value instanceof Value.Binary binary) {
      return binary.bytes().length();
    } else if (value instanceof Value.Struct struct) {
      return lengthOf(struct.message());
    } else if (value instanceof Value.TextList list) {
      return PackedList.pack(list.texts()).length();
    } else if (value instanceof Value.Compressed compressed) {
      return compressed.payload().length();
    }
    return lengthOf(((Value.Uncompressed) value).message());
  }

  /** The message in these bytes; what follows its end is ignored. */
  public static Message decode(byte[] octets) throws MalformedMessage {
    return decode(octets, 0, octets.length).message();
  }

  /** The message that starts at {@code from}. */
  public static Decoded decode(byte[] octets, int from, int to) throws MalformedMessage {
    return decode(octets, from, to, 0, new Budget());
  }

  private static Decoded decode(byte[] octets, int from, int to, int depth, Budget budget)
      throws MalformedMessage {
    if (!ByteText.startsWith(octets, from, to, START)) {
      throw new MalformedMessage(Reason.NO_MESSAGE, "no ### at the start");
    }
    Budget.enter(depth);
    List<Field> fields = new ArrayList<>();
    int at = from + START.length;
    while (!ByteText.startsWith(octets, at, to, END)) {
      budget.spend(1);
      long content = span(octets, at, to);
      fields.add(field(octets, from(content), to(content), depth, budget));
      at = to(content) + 1;
    }
    return new Decoded(Message.of(fields), at + END.length);
  }

  /**
   * The end of the message that starts at {@code from}, found by its lengths without looking into the
   * fields: so that a signature can be checked first.
   */
  public static int endOf(byte[] octets, int from, int to) throws MalformedMessage {
    if (!ByteText.startsWith(octets, from, to, START)) {
      throw new MalformedMessage(Reason.NO_MESSAGE, "no ### at the start");
    }
    int at = from + START.length;
    while (!ByteText.startsWith(octets, at, to, END)) {
      at = to(span(octets, at, to)) + 1;
    }
    return at + END.length;
  }

  /** The netstring whose length stands at {@code at}. */
  public static Span netstring(byte[] octets, int at, int to) throws MalformedMessage {
    long span = span(octets, at, to);
    return new Span(from(span), to(span));
  }

  private static int from(long span) {
    return (int) (span >>> Integer.SIZE);
  }

  private static int to(long span) {
    return (int) span;
  }

  /** Both ends in one number: an object for each field of each packet would be most of what a packet costs. */
  private static long span(byte[] octets, int at, int to) throws MalformedMessage {
    int length = 0;
    int colon = at;
    while (colon < to && octets[colon] >= '0' && octets[colon] <= '9') {
      if (colon - at == 8) {
        throw new MalformedMessage(Reason.LIMIT, "a length of more than 8 digits");
      }
      length = length * 10 + octets[colon++] - '0';
    }
    if (colon < to && (colon == at || octets[colon] != ':')) {
      throw new MalformedMessage(Reason.SYNTAX, "no length and colon where a field should start");
    }
    int start = colon + 1;
    // a difference, not a sum: a hostile length must not overflow
    if (length >= to - start) {
      throw new MalformedMessage(Reason.TRUNCATED, "a length that reaches beyond the end");
    }
    if (octets[start + length] != ',') {
      throw new MalformedMessage(Reason.SYNTAX, "a netstring without its comma");
    }
    return (long) start << Integer.SIZE | start + length;
  }

  private static Field field(byte[] octets, int from, int to, int depth, Budget budget) throws MalformedMessage {
    if (to - from < FRAME || octets[from] != '(' || octets[from + 2] != ')') {
      throw new MalformedMessage(Reason.SYNTAX, "a field without (TYPE)NAME=");
    }
    int equals = from + 3;
    while (equals < to && octets[equals] != '=') {
      equals++;
    }
    if (equals == to) {
      throw new MalformedMessage(Reason.SYNTAX, "a field without NAME=");
    }
    String name = name(octets, from + 3, equals);
    return new Field(name, value(octets[from + 1] - '0', octets, equals + 1, to, depth, budget));
  }

  static String name(byte[] octets, int from, int to) throws MalformedMessage {
    String known = KnownNames.find(octets, from, to);
    if (known != null) {
      return known;
    }
    String name = ByteText.of(octets, from, to);
    String fault = Field.faultOf(name);
    if (fault != null) {
      throw new MalformedMessage(name.length() > Limits.NAME ? Reason.LIMIT : Reason.SYNTAX, fault);
    }
    return name;
  }

  private static Value value(int type, byte[] octets, int from, int to, int depth, Budget budget)
      throws MalformedMessage {
    return switch (type) {
      case 0 -> new Value.Text(text(ByteText.of(octets, from, to)));
      case 1 -> new Value.Binary(Bytes.copyOf(octets, from, to));
      case 2 -> new Value.Struct(decode(octets, from, to, depth + 1, budget).message());
      case 3 -> new Value.TextList(PackedList.unpack(text(ByteText.of(octets, from, to)), budget));
      case 4 -> new Value.Compressed(Bytes.copyOf(octets, from, to));
      case 5 -> new Value.Uncompressed(decode(octets, from, to, depth + 1, budget).message());
      default -> throw unknownType(type);
    };
  }

  static MalformedMessage unknownType(int type) {
    return type >= 6 && type <= 9
        ? new MalformedMessage(Reason.FIELD_TYPE, "a field of type " + type)
        : new MalformedMessage(Reason.SYNTAX, "a field whose type is no digit");
  }

  static String text(String text) throws MalformedMessage {
    if (text.indexOf('\0') >= 0) {
      throw new MalformedMessage(Reason.SYNTAX, "a text with a NUL inside");
    }
    return text;
  }
}
