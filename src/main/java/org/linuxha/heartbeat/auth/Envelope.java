package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Limits;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;
import org.linuxha.heartbeat.message.Value;

/**
 * Packs messages for the wire and opens what comes from it: compression, {@code auth=} field and
 * trailer (wire.md 1.4, 2, 3). Not thread safe: one a thread.
 */
public final class Envelope {
  /** The header fields that a submitted message has yet to get (wire.md 4) are shorter than this. */
  private static final int HEADER = 1024;
  /** Index and digest are shorter than this. */
  private static final int TRAILER = 64;

  private final KeyRing keys;
  private final boolean authField;
  private final Compression compression;
  private final Signatures signatures = new Signatures();

  /**
   * @param authField {@code msgfmt classic}: unstructured messages carry an {@code auth=} field too
   */
  public Envelope(KeyRing keys, boolean authField, Compression compression) {
    this.keys = keys;
    this.authField = authField;
    this.compression = compression;
  }

  /**
   * The message with the {@code auth=} field that {@link #pack} would give it; itself if it gets none. Whoever
   * needs it packed and as it is packed signs it once.
   */
  public Message signed(Message message) throws MalformedMessage {
    return authField && !message.isStructured() && !message.has(Fields.AUTH)
        ? message.with(Fields.AUTH, authText(message))
        : message;
  }

  /**
   * The signed datagram of a message that has its header fields. What is too long for a datagram goes
   * compressed even where C would try and fail for ever (wire.md 1.1): every node restores it.
   *
   * @throws MalformedMessage if it is too big even when compressed, or cannot be expressed
   */
  public byte[] pack(Message message) throws MalformedMessage {
    Message ready =
        compression.traditional() ? message : Compressor.compressFields(message, compression.algorithm());
    if (authField && !ready.isStructured() && !ready.has(Fields.AUTH)) {
      ready = ready.with(Fields.AUTH, authText(ready));
    }
    if (mustCompress(ready, NetstringCodec.lengthOf(ready))) {
      ready = Compressor.compressWhole(ready, compression.algorithm());
    }
    byte[] datagram = withTrailer(ready);
    if (datagram.length > Limits.DATAGRAM) {
      throw tooBig(datagram.length);
    }
    return datagram;
  }

  private boolean mustCompress(Message message, int netstringLength) throws MalformedMessage {
    if (netstringLength + TRAILER > Limits.DATAGRAM) {
      return true;
    }
    if (!compression.traditional()) {
      return false;
    }
    // a field of type 5 must never be seen on the wire: it stays inside (wire.md 3.2)
    int length =
        message.isStructured() || !authField ? netstringLength : ClassicCodec.encode(message).length;
    return length > compression.thresholdKib() * 1024
        || message.anyValue(value -> value instanceof Value.Uncompressed);
  }

  /**
   * Looks whether a message that is yet to get its header fields can be packed: its number must not be
   * spent on one that never leaves. Costs next to nothing unless the message is large.
   *
   * @throws MalformedMessage if it cannot, with the reason; also if receivers would take it for a compressed message and
   *     put what is inside in its place, sender and number included
   */
  public void check(Message submitted) throws MalformedMessage {
    if (submitted.binary(Fields.COMPRESSED_PAYLOAD) != null) {
      throw new MalformedMessage(Reason.SYNTAX, "its field " + Fields.COMPRESSED_PAYLOAD + " is for whole messages alone");
    }
    if (NetstringCodec.lengthOf(submitted) + HEADER + TRAILER > Limits.DATAGRAM) {
      int length = pack(submitted).length;
      if (length + HEADER > Limits.DATAGRAM) {
        throw tooBig(length);
      }
    } else if (authField && !submitted.isStructured()) {
      ClassicCodec.check(submitted);
    }
  }

  private static MalformedMessage tooBig(int length) {
    return new MalformedMessage(
        Reason.LIMIT, "msg too big(" + length + ") for a datagram even when compressed: the limit is " + Limits.DATAGRAM
            + " bytes with header and signature");
  }

  /** The netstring form with both signatures, whatever {@code msgfmt} says: the data of a ping (wire.md 1.4). */
  public byte[] packWithAuth(Message message) throws MalformedMessage {
    return withTrailer(message.with(Fields.AUTH, authText(message)));
  }

  /**
   * The classic form for a serial line; it always carries {@code auth=} (wire.md 1.4). What no node would take at that
   * length goes compressed as a whole, and with {@code traditional_compression} what is above the threshold
   * (wire.md 3.1).
   */
  public byte[] packSerial(Message message) throws MalformedMessage {
    Message ready = compression.traditional()
        ? message.without(Fields.AUTH)
        : Compressor.compressFields(message, compression.algorithm()).without(Fields.AUTH);
    int length = ClassicCodec.encode(ready).length;
    if (length + TRAILER > Limits.MESSAGE || compression.traditional() && (length > compression.thresholdKib() * 1024
        || ready.anyValue(value -> value instanceof Value.Uncompressed))) {
      ready = Compressor.compressWhole(ready, compression.algorithm());
    }
    byte[] encoded = ClassicCodec.encode(ready.with(Fields.AUTH, authText(ready)));
    if (encoded.length > Limits.MESSAGE) {
      throw new MalformedMessage(Reason.LIMIT, "msg too big(" + encoded.length
          + ") for a serial line even when compressed: the limit is " + Limits.MESSAGE + " bytes");
    }
    return encoded;
  }

  private String authText(Message message) throws MalformedMessage {
    byte[] text = ClassicCodec.signedText(message, Fields.AUTH);
    return sign(text, text.length);
  }

  private String sign(byte[] octets, int length) {
    KeyRing.Key key = keys.activeKey();
    return keys.active() + " " + signatures.digest(key.algorithm(), key.secret(), octets, 0, length);
  }

  private byte[] withTrailer(Message message) {
    byte[] octets = NetstringCodec.encode(message, TRAILER);
    int length = octets.length - TRAILER;
    String signature = sign(octets, length);
    byte[] trailer =
        (signature.length() + ":" + signature + ",").getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(trailer, 0, octets, length, trailer.length);
    return Arrays.copyOf(octets, length + trailer.length);
  }

  /** Opens a datagram or a serial message in either form; never throws. */
  public Unpacked unpack(byte[] octets) {
    try {
      if (octets.length > Limits.MESSAGE) {
        return new Unpacked.Rejected(Rejection.OVER_LIMIT, octets.length + " bytes");
      }
      if (NetstringCodec.isNetstring(octets, 0)) {
        return unpackNetstring(octets);
      }
      if (ClassicCodec.isClassic(octets, 0)) {
        return unpackClassic(octets);
      }
      return new Unpacked.Rejected(Rejection.NO_MESSAGE, octets.length + " bytes of something else");
    } catch (MalformedMessage e) {
      return new Unpacked.Rejected(Rejection.of(e.reason()), e.getMessage());
    }
  }

  /** The trailer is checked over the bytes before any field is parsed. */
  private Unpacked unpackNetstring(byte[] octets) throws MalformedMessage {
    int end = NetstringCodec.endOf(octets, 0, octets.length);
    Signature given = Signature.ofTrailer(octets, end);
    Verdict verdict = Verdict.of(given, keys, true, signatures, octets, end);
    if (verdict.refusal() != null) {
      return verdict.refusal();
    }
    Message message = NetstringCodec.decode(octets, 0, end).message();
    return accepted(message, given, verdict);
  }

  private Unpacked unpackClassic(byte[] octets) throws MalformedMessage {
    Message message = ClassicCodec.decode(octets);
    Signature given = Signature.parse(message.text(Fields.AUTH));
    byte[] text = ClassicCodec.signedText(message, Fields.AUTH);
    Verdict verdict = Verdict.of(given, keys, false, signatures, text, text.length);
    return verdict.refusal() == null ? accepted(message, given, verdict) : verdict.refusal();
  }

  private static Unpacked accepted(Message message, Signature given, Verdict verdict) throws MalformedMessage {
    return new Unpacked.Accepted(Compressor.restoreWhole(message), given.index(), verdict.foreign());
  }
}
