package org.linuxha.heartbeat.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Signatures;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;
import org.linuxha.heartbeat.message.Value;

/** Makes packets that nobody would send out of packets that somebody sent. */
final class Mutator {
  private static final String[] NUMBERS =
      {"0", "-1", "1", "ffffffff", "ffffffffffffffff", "7fffffffffffffff", "8000000000000000", "", " 5", "5x", "99999999999999999999", "%n"};

  private final SplittableRandom random;
  private final KeyRing keys;
  private final Signatures signatures = new Signatures();

  Mutator(SplittableRandom random, KeyRing keys) {
    this.random = random;
    this.keys = keys;
  }

  /** One packet: changed before or after it was signed, so that about half of them authenticate. */
  byte[] next(byte[] seed) {
    return switch (random.nextInt(4)) {
      case 0 -> bytes(seed);
      case 1 -> signed(bytes(seed));
      case 2 -> bytes(signed(seed));
      default -> fields(seed);
    };
  }

  /** Flips bytes, cuts, doubles a part, forges digits. */
  private byte[] bytes(byte[] seed) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return Arrays.copyOf(seed, random.nextInt(seed.length + 1));
    }
    if (kind == 1) {
      int from = random.nextInt(seed.length);
      int to = from + random.nextInt(Math.min(seed.length - from, 2_000));
      byte[] longer = Arrays.copyOf(seed, seed.length + to - from);
      System.arraycopy(seed, from, longer, to, seed.length - from);
      return longer;
    }
    byte[] packet = seed.clone();
    for (int changes = 1 + random.nextInt(kind == 2 ? 1 : 4); changes > 0 && packet.length > 0; changes--) {
      int at = random.nextInt(packet.length);
      packet[at] = switch (kind) {
        case 3 -> (byte) ('0' + random.nextInt(10));
        case 4 -> packet[at] >= '0' && packet[at] <= 'z' ? (byte) "0123456789abcdef-".charAt(random.nextInt(17)) : packet[at];
        default -> (byte) random.nextInt(256);
      };
    }
    return packet;
  }

  /** Changes what the message says and signs it rightly, in either form. */
  private byte[] fields(byte[] seed) {
    try {
      Message message = ClassicCodec.isClassic(seed, 0) ? ClassicCodec.decode(seed) : NetstringCodec.decode(seed);
      List<Field> fields = new ArrayList<>(message.fields());
      for (int changes = 1 + random.nextInt(3); changes > 0 && !fields.isEmpty(); changes--) {
        change(fields);
      }
      Message changed = Message.of(fields);
      if (random.nextInt(60) == 0) {
        changed = compressed(changed);
      }
      return signed(random.nextInt(4) == 0 ? ClassicCodec.encode(changed) : NetstringCodec.encode(changed));
    } catch (MalformedMessage inexpressible) {
      return bytes(seed);
    }
  }

  private void change(List<Field> fields) {
    int at = random.nextInt(fields.size());
    Field field = fields.get(at);
    switch (random.nextInt(6)) {
      case 0 -> fields.remove(at);
      case 1 -> fields.add(random.nextInt(fields.size()), field);
      case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
      case 3 -> fields.set(at, Field.text(field.name(), NUMBERS[random.nextInt(NUMBERS.length)]));
      case 4 -> fields.set(at, new Field(field.name(), value(fields)));
      default -> fields.set(at, Field.text(field.name(), "x".repeat(random.nextInt(3_000))));
    }
  }

  private Value value(List<Field> fields) {
    return switch (random.nextInt(5)) {
      case 0 -> new Value.Binary(noise());
      case 1 -> new Value.Struct(Message.of(fields));
      case 2 -> new Value.TextList(List.of("a", "", "b c"));
      case 3 -> new Value.Compressed(noise());
      default -> new Value.Uncompressed(Message.of(fields));
    };
  }

  private Message compressed(Message message) throws MalformedMessage {
    Message whole = Compressor.compressWhole(message, random.nextBoolean() ? Compressor.ZLIB : Compressor.BZ2);
    byte[] payload = bytes(whole.binary(Fields.COMPRESSED_PAYLOAD).toArray());
    return random.nextBoolean() ? whole : whole.with(Field.binary(Fields.COMPRESSED_PAYLOAD, Bytes.copyOf(payload)));
  }

  private Bytes noise() {
    byte[] noise = new byte[random.nextInt(40)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt(256);
    }
    return Bytes.copyOf(noise);
  }

  /** The same with a right signature for what it now holds, as far as it can be found in there. */
  private byte[] signed(byte[] packet) {
    return ClassicCodec.isClassic(packet, 0) ? signedClassic(packet) : signedNetstring(packet);
  }

  private byte[] signedNetstring(byte[] packet) {
    int end = latin(packet).lastIndexOf("%%%\n");
    if (end < 0) {
      return packet;
    }
    byte[] body = Arrays.copyOf(packet, end + 4);
    String signature = signature(body);
    return Frames.concat(body, (signature.length() + ":" + signature + ",").getBytes(StandardCharsets.ISO_8859_1));
  }

  private byte[] signedClassic(byte[] packet) {
    try {
      Message message = ClassicCodec.decode(packet).without(Fields.AUTH);
      return ClassicCodec.encode(message.with(Fields.AUTH, signature(ClassicCodec.signedText(message, null))));
    } catch (MalformedMessage beyondSigning) {
      return packet;
    }
  }

  private String signature(byte[] octets) {
    KeyRing.Key key = keys.activeKey();
    return keys.active() + " " + signatures.digest(key.algorithm(), key.secret(), octets, 0, octets.length);
  }

  static String latin(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
