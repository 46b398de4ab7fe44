package org.linuxha.heartbeat.message;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/**
 * The classic form: {@code >>>\n}, a line a field, {@code <<<\n} (wire.md 1.3). It is the form of
 * serial lines, of the text that {@code auth=} signs and of compressed content.
 */
public final class ClassicCodec {
  public static final String START = ">>>\n";
  public static final String END = "<<<\n";

  /** Stands for a newline inside a text. */
  private static final char TEXT_NEWLINE = 0x13;

  /** Stands for a newline inside a struct, by depth. */
  private static final char[] STRUCT_NEWLINE = {
    0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x0f, 0x10, 0x11, 0x12
  };

  private ClassicCodec() {}

  public static boolean isClassic(byte[] octets, int from) {
    return NetstringCodec.startsWith(octets, from, octets.length, ByteText.bytes(START));
  }

  /**
   * The message as bytes.
   *
   * @throws MalformedMessage if a value holds the very byte that stands for a newline at its place
   */
  public static byte[] encode(Message message) throws MalformedMessage {
    return ByteText.bytes(START + lines(message, null) + END);
  }

  /** The lines alone, without that field (null: with all): what {@code auth=} signs (wire.md 2.2). */
  public static byte[] signedText(Message message, String without) throws MalformedMessage {
    return ByteText.bytes(lines(message, without));
  }

  private static String lines(Message message, String without) throws MalformedMessage {
    return lines(message, without, 0);
  }

  private static String lines(Message message, String without, int depth) throws MalformedMessage {
    StringBuilder lines = new StringBuilder();
    for (Field field : message.fields()) {
      if (field.name().equals(without)) {
        continue;
      }
      int type = field.value().wireType();
      if (type != 0) {
        lines.append('(').append(type).append(')');
      }
      lines.append(field.name()).append('=').append(text(field.value(), depth)).append('\n');
    }
    return lines.toString();
  }

  private static String text(Value value, int depth) throws MalformedMessage {
    if (value instanceof Value.Text text) {
      return escape(text.text(), TEXT_NEWLINE);
    } else if (value instanceof Value.Binary binary) {
      return Base64.getEncoder().encodeToString(binary.bytes().toArray());
    } else if (value instanceof Value.TextList list) {
      return escape(PackedList.pack(list.texts()), TEXT_NEWLINE);
    } else if (value instanceof Value.Compressed compressed) {
      return Base64.getEncoder().encodeToString(compressed.payload().toArray());
    } else if (value instanceof Value.Struct struct) {
      return nested(struct.message(), depth);
    }
    return nested(((Value.Uncompressed) value).message(), depth);
  }

  private static String nested(Message message, int depth) throws MalformedMessage {
    if (depth >= Limits.DEPTH) {
      throw new MalformedMessage(Reason.LIMIT, "nested deeper than " + Limits.DEPTH);
    }
    return escape(START + lines(message, null, depth + 1) + END, STRUCT_NEWLINE[depth]);
  }

  private static String escape(String text, char symbol) throws MalformedMessage {
    if (text.indexOf(symbol) >= 0) {
      throw new MalformedMessage(
          Reason.SYNTAX, "a value that holds the byte " + (int) symbol + " has no classic form");
    }
    return text.replace('\n', symbol);
  }

  /** The message in these bytes; what follows its end is ignored. */
  public static Message decode(byte[] octets) throws MalformedMessage {
    return decode(ByteText.of(octets, 0, octets.length), 0);
  }

  private static Message decode(String text, int depth) throws MalformedMessage {
    if (!text.startsWith(START)) {
      throw new MalformedMessage(Reason.NO_MESSAGE, "no >>> at the start");
    }
    List<Field> fields = new ArrayList<>();
    int at = START.length();
    while (!text.startsWith(END, at)) {
      int newline = text.indexOf('\n', at);
      if (newline < 0) {
        throw new MalformedMessage(Reason.TRUNCATED, "no <<< at the end");
      }
      if (fields.size() >= Limits.FIELDS) {
        throw new MalformedMessage(Reason.LIMIT, "more than " + Limits.FIELDS + " fields");
      }
      if (newline > at) {
        fields.add(field(text.substring(at, newline), depth));
      }
      at = newline + 1;
    }
    return Message.of(fields);
  }

  private static Field field(String line, int depth) throws MalformedMessage {
    int type = 0;
    int start = 0;
    if (line.charAt(0) == '(') {
      if (line.length() < 3 || line.charAt(2) != ')' || line.charAt(1) < '1' || line.charAt(1) > '9') {
        throw new MalformedMessage(Reason.SYNTAX, "a line that starts with ( but not with (TYPE)");
      }
      type = line.charAt(1) - '0';
      start = 3;
    }
    int equals = line.indexOf('=', start);
    if (equals <= start) {
      throw new MalformedMessage(Reason.SYNTAX, "a line without NAME=");
    }
    return new Field(
        NetstringCodec.name(line.substring(start, equals)), value(type, line.substring(equals + 1), depth));
  }

  private static Value value(int type, String text, int depth) throws MalformedMessage {
    return switch (type) {
      case 0 -> new Value.Text(plain(text));
      case 1 -> new Value.Binary(base64(text));
      case 2 -> new Value.Struct(nested(text, depth));
      case 3 -> new Value.TextList(PackedList.unpack(plain(text)));
      case 4 -> new Value.Compressed(base64(text));
      case 5 -> new Value.Uncompressed(nested(text, depth));
      default -> throw new MalformedMessage(Reason.FIELD_TYPE, "a field of type " + type);
    };
  }

  private static String plain(String text) throws MalformedMessage {
    if (text.indexOf('\0') >= 0) {
      throw new MalformedMessage(Reason.SYNTAX, "a text with a NUL inside");
    }
    return text.replace(TEXT_NEWLINE, '\n');
  }

  private static Message nested(String text, int depth) throws MalformedMessage {
    if (depth >= Limits.DEPTH) {
      throw new MalformedMessage(Reason.LIMIT, "nested deeper than " + Limits.DEPTH);
    }
    return decode(text.replace(STRUCT_NEWLINE[depth], '\n'), depth + 1);
  }

  private static Bytes base64(String text) throws MalformedMessage {
    try {
      return Bytes.copyOf(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage(Reason.SYNTAX, "a binary value that is no base64");
    }
  }
}
