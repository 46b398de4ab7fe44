package org.linuxha.heartbeat.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
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

  /** The content of a compressed message or field: classic text and a NUL, or netstring if structured (wire.md 1.4). */
  public static byte[] content(Message message) throws MalformedMessage {
    if (message.isStructured()) {
      return NetstringCodec.encode(message);
    }
    byte[] classic = ClassicCodec.encode(message);
    return Arrays.copyOf(classic, classic.length + 1);
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
    try (InputStream stream = open(new ByteArrayInputStream(packed.toArray()), algorithm)) {
      byte[] plain = stream.readNBytes(Limits.UNCOMPRESSED + 1);
      if (plain.length > Limits.UNCOMPRESSED) {
        throw new MalformedMessage(Reason.LIMIT, "more than " + Limits.UNCOMPRESSED + " bytes when restored");
      }
      return plain;
    } catch (IOException | RuntimeException e) {
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

  /** The message with its type 5 fields turned into type 4, as the sender to the network must (wire.md 3.2). */
  public static Message compressFields(Message message, String algorithm) throws MalformedMessage {
    Message changed = message;
    for (Field field : message.fields()) {
      if (field.value() instanceof Value.Uncompressed plain) {
        Bytes packed = compress(content(plain.message()), algorithm);
        changed = changed.with(new Field(field.name(), new Value.Compressed(packed)));
        changed = changed.with(Fields.COMPRESSION_ALGORITHM, algorithm);
      }
    }
    return changed;
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
