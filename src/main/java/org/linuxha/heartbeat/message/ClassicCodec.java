package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/**
 * The classic form: {@code >>>\n}, a line a field, {@code <<<\n} (wire.md 1.3). It is the form of
 * serial lines, of the text that {@code auth=} signs and of compressed content.
 *
 * <p>A struct is a line too: its own lines end with a symbol that depends on its depth, instead of a
 * newline. So each depth is read in place with its own line end.
 */
public final class ClassicCodec {
  private static final byte[] START = ByteText.bytes(">>>\n");
  private static final int END_LENGTH = 4;

  /** Stands for a newline inside a text. */
  private static final char TEXT_NEWLINE = 0x13;

  /** What ends a line, by depth: a newline outside, then the symbols of wire.md 1.3. */
  private static final char[] LINE_END = {
    '\n', 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x0f, 0x10, 0x11, 0x12
  };

  private ClassicCodec() {}

  public static boolean isClassic(byte[] octets, int from) {
    return ByteText.startsWith(octets, from, octets.length, START);
  }

  /**
   * The message as bytes.
   *
   * @throws MalformedMessage if a value holds the very byte that stands for a newline at its place
   */
  public static byte[] encode(Message message) throws MalformedMessage {
    return text(message).finish();
  }

  /** The same and a NUL behind it: the content of frames and of what is compressed. */
  public static byte[] encodeWithNul(Message message) throws MalformedMessage {
    return text(message).add('\0').finish();
  }

  private static ByteText text(Message message) throws MalformedMessage {
    ByteText text = new ByteText(START.length + END_LENGTH + linesLength(message, null) + 1);
    message(message, 0, text);
    return text;
  }

  /** How long the lines will be: exact for texts and bytes, which is what nearly all messages hold. */
  private static int linesLength(Message message, String without) {
    int length = 0;
    for (int i = 0; i < message.size(); i++) {
      Field field = message.at(i);
      if (!field.name().equals(without)) {
        length += field.name().length() + 2;
        if (field.value() instanceof Value.Text text) {
          length += text.text().length();
        } else if (field.value() instanceof Value.Binary binary) {
          length += 3 + (binary.bytes().length() + 2) / 3 * 4;
        }
      }
    }
    return length;
  }

  /**
   * Looks whether these fields have a classic form, as {@link #encode} does, without making it.
   *
   * @throws MalformedMessage if they have none
   */
  public static void check(Message message) throws MalformedMessage {
    for (int i = 0; i < message.size(); i++) {
      Value value = message.at(i).value();
      if (value instanceof Value.Text text) {
        checkText(text.text());
      } else if (!(value instanceof Value.Binary)) {
        signedText(message, null);
        return;
      }
    }
  }

  /** The lines alone, without that field (null: with all): what {@code auth=} signs (wire.md 2.2). */
  public static byte[] signedText(Message message, String without) throws MalformedMessage {
    ByteText text = new ByteText(linesLength(message, without));
    lines(message, without, 0, text);
    return text.finish();
  }

  private static void message(Message message, int depth, ByteText text) throws MalformedMessage {
    Budget.enter(depth);
    text.add(">>>").add(LINE_END[depth]);
    lines(message, null, depth, text);
    text.add("<<<").add(LINE_END[depth]);
  }

  private static void lines(Message message, String without, int depth, ByteText text)
      throws MalformedMessage {
    for (int i = 0; i < message.size(); i++) {
      Field field = message.at(i);
      if (field.name().equals(without)) {
        continue;
      }
      int type = field.value().wireType();
      if (type != 0) {
        text.add('(').add((char) ('0' + type)).add(')');
      }
      text.add(expressible(field.name(), depth)).add('=');
      value(field.value(), depth, text);
      text.add(LINE_END[depth]);
    }
  }

  private static void value(Value value, int depth, ByteText text) throws MalformedMessage {
    if (value instanceof Value.Text plain) {
      text.add(escaped(plain.text(), depth));
    } else if (value instanceof Value.Binary binary) {
      text.add(Base64.getEncoder().encode(binary.bytes().toArray()));
    } else if (value instanceof Value.TextList list) {
      text.add(escaped(PackedList.pack(list.texts()), depth));
    } else if (value instanceof Value.Compressed compressed) {
      text.add(Base64.getEncoder().encode(compressed.payload().toArray()));
    } else if (value instanceof Value.Struct struct) {
      message(struct.message(), depth + 1, text);
    } else {
      message(((Value.Uncompressed) value).message(), depth + 1, text);
    }
  }

  private static String escaped(String text, int depth) throws MalformedMessage {
    checkText(text);
    return expressible(text, depth).replace('\n', TEXT_NEWLINE);
  }

  private static void checkText(String text) throws MalformedMessage {
    if (text.indexOf(TEXT_NEWLINE) >= 0) {
      throw inexpressible(TEXT_NEWLINE);
    }
  }

  /** A text may not hold what ends the lines it stands in; a newline is escaped. */
  private static String expressible(String text, int depth) throws MalformedMessage {
    for (int outer = 1; outer <= depth; outer++) {
      if (text.indexOf(LINE_END[outer]) >= 0) {
        throw inexpressible(LINE_END[outer]);
      }
    }
    return text;
  }

  private static MalformedMessage inexpressible(char symbol) {
    return new MalformedMessage(
        Reason.SYNTAX, "a value that holds the byte " + (int) symbol + " has no classic form");
  }

  /** The message in these bytes; what follows its end is ignored. */
  public static Message decode(byte[] octets) throws MalformedMessage {
    return decode(octets, 0, octets.length, 0, new Budget());
  }

  private static Message decode(byte[] octets, int from, int to, int depth, Budget budget)
      throws MalformedMessage {
    Budget.enter(depth);
    byte end = (byte) LINE_END[depth];
    if (!isLine(octets, from, to, '>', end)) {
      throw new MalformedMessage(Reason.NO_MESSAGE, "no >>> at the start");
    }
    List<Field> fields = new ArrayList<>();
    int at = from + 4;
    while (!isLine(octets, at, to, '<', end)) {
      int lineEnd = indexOf(octets, at, to, end);
      if (lineEnd == to) {
        throw new MalformedMessage(Reason.TRUNCATED, "no <<< at the end");
      }
      if (lineEnd > at) {
        budget.spend(1);
        fields.add(field(octets, at, lineEnd, depth, budget));
      }
      at = lineEnd + 1;
    }
    return Message.of(fields);
  }

  private static boolean isLine(byte[] octets, int from, int to, char mark, byte end) {
    return to - from >= 4
        && octets[from] == mark
        && octets[from + 1] == mark
        && octets[from + 2] == mark
        && octets[from + 3] == end;
  }

  /** The first place of that byte, or {@code to}. */
  private static int indexOf(byte[] octets, int from, int to, int sought) {
    int at = from;
    while (at < to && octets[at] != sought) {
      at++;
    }
    return at;
  }

  private static Field field(byte[] octets, int from, int to, int depth, Budget budget)
      throws MalformedMessage {
    int type = 0;
    int start = from;
    if (octets[from] == '(') {
      if (to - from < 3 || octets[from + 2] != ')' || octets[from + 1] < '1' || octets[from + 1] > '9') {
        throw new MalformedMessage(Reason.SYNTAX, "a line that starts with ( but not with (TYPE)");
      }
      type = octets[from + 1] - '0';
      start = from + 3;
    }
    int equals = indexOf(octets, start, to, '=');
    if (equals == to) {
      throw new MalformedMessage(Reason.SYNTAX, "a line without NAME=");
    }
    String name = NetstringCodec.name(octets, start, equals);
    return new Field(name, value(type, octets, equals + 1, to, depth, budget));
  }

  private static Value value(int type, byte[] octets, int from, int to, int depth, Budget budget)
      throws MalformedMessage {
    return switch (type) {
      case 0 -> new Value.Text(plain(octets, from, to));
      case 1 -> new Value.Binary(base64(octets, from, to));
      case 2 -> new Value.Struct(decode(octets, from, to, depth + 1, budget));
      case 3 -> new Value.TextList(PackedList.unpack(plain(octets, from, to), budget));
      case 4 -> new Value.Compressed(base64(octets, from, to));
      case 5 -> new Value.Uncompressed(decode(octets, from, to, depth + 1, budget));
      default -> throw NetstringCodec.unknownType(type);
    };
  }

  private static String plain(byte[] octets, int from, int to) throws MalformedMessage {
    return NetstringCodec.text(ByteText.of(octets, from, to)).replace(TEXT_NEWLINE, '\n');
  }

  private static Bytes base64(byte[] octets, int from, int to) throws MalformedMessage {
    try {
      return Bytes.copyOf(Base64.getDecoder().decode(Arrays.copyOfRange(octets, from, to)));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage(Reason.SYNTAX, "a binary value that is no base64");
    }
  }
}
