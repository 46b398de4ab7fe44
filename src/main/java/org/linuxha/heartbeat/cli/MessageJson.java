package org.linuxha.heartbeat.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.linuxha.heartbeat.auth.Inspection;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;
import org.linuxha.heartbeat.message.Value;

/** A decoded message as JSON: fields are {@code [name, type, value]} (docs/decode.md). */
final class MessageJson {
  /** Longer texts are told by length and SHA-1. */
  private static final int LONG_TEXT = 200;

  private MessageJson() {}

  /** {@code form}, the verdicts and {@code fields}. */
  static void write(JsonLine json, Inspection inspection) {
    json.name("form").text(inspection.form() == Inspection.Form.CLASSIC ? "classic" : "netstring");
    if (inspection.trailer() != null) {
      verdict(json.name("trailer"), inspection.trailer(), true);
    }
    if (inspection.authField() != null) {
      verdict(json.name("authfield"), inspection.authField(), false);
    }
    fields(json.name("fields"), inspection.message(), true);
  }

  private static void verdict(JsonLine json, Inspection.Check check, boolean withAlgorithm) {
    json.open('{').name("index").raw(check.index());
    if (withAlgorithm && check.algorithm() != null) {
      json.name("alg").text(check.algorithm().word());
    }
    if (check.valid() != null) {
      json.name("valid").raw(check.valid());
    }
    json.close('}');
  }

  private static void fields(JsonLine json, Message message, boolean shorten) {
    String algorithm = message.text(Fields.COMPRESSION_ALGORITHM);
    json.open('[');
    for (Field field : message.fields()) {
      json.open('[').text(field.name()).raw(field.value().wireType());
      value(json, field, algorithm, shorten);
      json.close(']');
    }
    json.close(']');
  }

  private static void value(JsonLine json, Field field, String algorithm, boolean shorten) {
    Value value = field.value();
    if (value instanceof Value.Text text) {
      text(json, text.text(), shorten);
    } else if (value instanceof Value.Binary binary) {
      if (field.name().equals(Fields.COMPRESSED_PAYLOAD)) {
        compressed(json, binary.bytes(), algorithm);
      } else {
        hex(json, binary.bytes());
      }
    } else if (value instanceof Value.TextList list) {
      json.open('[');
      list.texts().forEach(json::text);
      json.close(']');
    } else if (value instanceof Value.Struct struct) {
      fields(json, struct.message(), false);
    } else if (value instanceof Value.Compressed packed) {
      compressed(json, packed.payload(), algorithm);
    } else if (value instanceof Value.Uncompressed plain) {
      hex(json, Bytes.copyOf(NetstringCodec.encode(plain.message())));
    }
  }

  private static void text(JsonLine json, String text, boolean shorten) {
    if (!shorten || text.length() <= LONG_TEXT) {
      json.text(text);
      return;
    }
    json.open('{').name("len").raw(text.length()).name("sha1").text(sha1(text)).close('}');
  }

  private static void hex(JsonLine json, Bytes bytes) {
    json.open('{').name("hex").text(bytes.toHex()).close('}');
  }

  private static void compressed(JsonLine json, Bytes packed, String algorithm) {
    json.open('{').name("compressed_len").raw(packed.length());
    json.name("magic").text(Bytes.copyOf(packed.toArray(), 0, Math.min(4, packed.length())).toHex());
    try {
      byte[] plain = Compressor.decompress(packed, algorithm);
      json.name("plain_len").raw(plain.length);
      json.name("plain_head").text(latin(plain, Math.min(4, plain.length)));
      json.name("plain_last_byte").raw(plain.length == 0 ? -1 : plain[plain.length - 1] & 0xff);
      Message inner = ClassicCodec.isClassic(plain, 0) ? ClassicCodec.decode(plain) : NetstringCodec.decode(plain);
      fields(json.name("inner"), inner, true);
    } catch (MalformedMessage e) {
      json.name("error").text(e.getMessage());
    }
    json.close('}');
  }

  private static String latin(byte[] octets, int length) {
    return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String sha1(String text) {
    try {
      byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
