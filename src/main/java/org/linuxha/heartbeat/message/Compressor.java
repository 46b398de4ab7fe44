package org.linuxha.heartbeat.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** Compressed messages and fields (wire.md 3): zlib streams and bzip2 streams of block size 1. */
public final class Compressor {
  public static final String ZLIB = "zlib";
  public static final String BZ2 = "bz2";

  private Compressor() {}

  /**
   * The content of a compressed message or field: classic text and a NUL, or netstring if structured
   * (wire.md 1.4).
   *
   * @throws MalformedMessage if it has no such form, or is more than a receiver restores
   */
  public static byte[] content(Message message) throws MalformedMessage {
    byte[] content;
    if (message.isStructured()) {
      content = NetstringCodec.encode(message);
    } else {
      content = ClassicCodec.encodeWithNul(message);
    }
    if (content.length > Limits.UNCOMPRESSED) {
      throw new MalformedMessage(Reason.LIMIT, "msg too big(" + content.length + ") for anybody to restore");
    }
    return content;
  }

  /** The message in restored content, in either form. */
  public static Message parseContent(byte[] content) throws MalformedMessage {
    return ClassicCodec.isClassic(content, 0) ? ClassicCodec.decode(content) : NetstringCodec.decode(content);
  }

  public static Bytes compress(byte[] plain, String algorithm) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (OutputStream stream =
        algorithm.equals(BZ2) ? new BZip2CompressorOutputStream(packed, 1) : new DeflaterOutputStream(packed)) {
      stream.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return Bytes.copyOf(packed.toByteArray());
  }

  /**
   * Restores compressed content of at most {@link Limits#UNCOMPRESSED} bytes; reads no further.
   *
   * @param algorithm the text of {@code _compression_algorithm}; null is tolerated as unknown
   */
  public static byte[] decompress(Bytes packed, String algorithm) throws MalformedMessage {
    try (InputStream stream = open(packed.toStream(), algorithm)) {
      byte[] plain = stream.readNBytes(Limits.UNCOMPRESSED + 1);
      if (plain.length > Limits.UNCOMPRESSED) {
        throw new MalformedMessage(Reason.LIMIT, "more than " + Limits.UNCOMPRESSED + " bytes when restored");
      }
      return plain;
    } catch (IOException | RuntimeException e) {
      // commons-compress meets some kinds of damage with unchecked exceptions
      throw new MalformedMessage(Reason.COMPRESSION, "damaged " + algorithm + " content");
    }
  }

  private static InputStream open(InputStream packed, String algorithm) throws IOException, MalformedMessage {
    if (ZLIB.equals(algorithm)) {
      return new InflaterInputStream(packed);
    } else if (BZ2.equals(algorithm)) {
      return new BZip2CompressorInputStream(packed);
    }
    throw new MalformedMessage(Reason.COMPRESSION, "an unknown compression algorithm");
  }

  /** A compressed field restored. */
  public static Message expand(Value.Compressed field, String algorithm) throws MalformedMessage {
    return parseContent(decompress(field.payload(), algorithm));
  }

  /**
   * The message with its type 5 fields turned into type 4, in its structs too, as the sender to the
   * network must (wire.md 3.2). Each message with such a field names the algorithm itself.
   */
  public static Message compressFields(Message message, String algorithm) throws MalformedMessage {
    if (!message.isStructured()) {
      return message;
    }
    List<Field> fields = new ArrayList<>();
    boolean packed = false;
    for (Field field : message.fields()) {
      Value value = field.value();
      if (value instanceof Value.Uncompressed plain) {
        byte[] content = content(compressFields(plain.message(), algorithm));
        value = new Value.Compressed(compress(content, algorithm));
        packed = true;
      } else if (value instanceof Value.Struct struct) {
        value = new Value.Struct(compressFields(struct.message(), algorithm));
      }
      fields.add(new Field(field.name(), value));
    }
    Message changed = Message.of(fields);
    return packed ? changed.with(Fields.COMPRESSION_ALGORITHM, algorithm) : changed;
  }

  /** The whole message as one compressed field (wire.md 3.1). */
  public static Message compressWhole(Message message, String algorithm) throws MalformedMessage {
    return Message.EMPTY
        .with(Field.binary(Fields.COMPRESSED_PAYLOAD, compress(content(message), algorithm)))
        .with(Fields.COMPRESSION_ALGORITHM, algorithm);
  }

  /** The inner message if this one is compressed as a whole, else this one. */
  public static Message restoreWhole(Message message) throws MalformedMessage {
    Bytes payload = message.binary(Fields.COMPRESSED_PAYLOAD);
    return payload == null
        ? message
        : parseContent(decompress(payload, message.text(Fields.COMPRESSION_ALGORITHM)));
  }
}
