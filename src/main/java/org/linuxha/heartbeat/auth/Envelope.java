package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import org.linuxha.heartbeat.config.ClusterConfig.Compression;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Limits;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * Packs messages for the wire and opens what comes from it: compression, {@code auth=} field and
 * trailer (wire.md 1.4, 2, 3). Not thread safe: one a thread.
 */
public final class Envelope {
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
   * The signed datagram of a message that has its header fields.
   *
   * @throws MalformedMessage if it is too big even when compressed, or cannot be expressed
   */
  public byte[] pack(Message message) throws MalformedMessage {
    Message ready = compression.traditional() ? message : Compressor.compressFields(message, compression.algorithm());
    if (authField && !ready.isStructured() && !ready.has(Fields.AUTH)) {
      ready = ready.with(Fields.AUTH, authText(ready));
    }
    byte[] encoded = NetstringCodec.encode(ready);
    if (mustCompress(ready, encoded.length)) {
      encoded = NetstringCodec.encode(Compressor.compressWhole(ready, compression.algorithm()));
    }
    if (encoded.length >= Limits.MESSAGE) {
      throw new MalformedMessage(
          MalformedMessage.Reason.LIMIT, "msg too big(" + encoded.length + ") even when compressed");
    }
    return withTrailer(encoded);
  }

  private boolean mustCompress(Message message, int netstringLength) throws MalformedMessage {
    if (!compression.traditional()) {
      return netstringLength >= Limits.MESSAGE;
    }
    int length =
        message.isStructured() || !authField ? netstringLength : ClassicCodec.encode(message).length;
    return length > compression.thresholdKib() * 1024;
  }

  /** The classic form for a serial line; it always carries {@code auth=} (wire.md 1.4). */
  public byte[] packSerial(Message message) throws MalformedMessage {
    Message ready = Compressor.compressFields(message, compression.algorithm());
    return ClassicCodec.encode(ready.without(Fields.AUTH).with(Fields.AUTH, authText(ready)));
  }

  private String authText(Message message) throws MalformedMessage {
    byte[] text = ClassicCodec.signedText(message, Fields.AUTH);
    return sign(text, text.length);
  }

  private String sign(byte[] octets, int length) {
    KeyRing.Key key = keys.activeKey();
    return keys.active() + " " + signatures.digest(key.algorithm(), key.secret(), octets, 0, length);
  }

  private byte[] withTrailer(byte[] encoded) {
    String signature = sign(encoded, encoded.length);
    byte[] trailer =
        (signature.length() + ":" + signature + ",").getBytes(StandardCharsets.ISO_8859_1);
    byte[] datagram = java.util.Arrays.copyOf(encoded, encoded.length + trailer.length);
    System.arraycopy(trailer, 0, datagram, encoded.length, trailer.length);
    return datagram;
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
    if (end < 0) {
      return new Unpacked.Rejected(Rejection.TRUNCATED, "the fields do not add up to a message");
    }
    Signature given = trailer(octets, end);
    if (given == null) {
      return new Unpacked.Rejected(Rejection.UNSIGNED, "no signature after the message");
    }
    KeyRing.Key key = keys.keys().get(given.index());
    if (key == null) {
      return new Unpacked.Rejected(
          Rejection.UNKNOWN_KEY, "Invalid authentication [" + given.index() + "] in message!");
    }
    // its own key as documented, or the receiver's active key text as the C daemon does (wire.md 2.3)
    boolean valid =
        matches(key.algorithm(), key.secret(), octets, end, given)
            | matches(key.algorithm(), keys.activeKey().secret(), octets, end, given);
    if (!valid) {
      return new Unpacked.Rejected(
          Rejection.WRONG_SIGNATURE, "authtoken does not match (index " + given.index() + ")");
    }
    Message message = NetstringCodec.decode(octets, 0, end).message();
    return new Unpacked.Accepted(
        Compressor.restoreWhole(message), given.index(), given.index() != keys.active());
  }

  private Unpacked unpackClassic(byte[] octets) throws MalformedMessage {
    Message message = ClassicCodec.decode(octets);
    Signature given = Signature.parse(message.text(Fields.AUTH));
    if (given == null) {
      return new Unpacked.Rejected(Rejection.UNSIGNED, "Bad/invalid auth token");
    }
    KeyRing.Key key = keys.keys().get(given.index());
    if (key == null) {
      return new Unpacked.Rejected(
          Rejection.UNKNOWN_KEY, "Invalid authentication [" + given.index() + "] in message!");
    }
    byte[] text = ClassicCodec.signedText(message, Fields.AUTH);
    if (!matches(key.algorithm(), key.secret(), text, text.length, given)) {
      return new Unpacked.Rejected(
          Rejection.WRONG_SIGNATURE, "failed authentication (index " + given.index() + ")");
    }
    return new Unpacked.Accepted(
        Compressor.restoreWhole(message), given.index(), given.index() != keys.active());
  }

  private boolean matches(Algorithm algorithm, Bytes secret, byte[] octets, int length, Signature given) {
    if (algorithm != Algorithm.CRC && secret.length() == 0) {
      return false;
    }
    return Signatures.same(signatures.digest(algorithm, secret, octets, 0, length), given.digest());
  }

  static Signature trailer(byte[] octets, int from) {
    try {
      int[] bounds = NetstringCodec.netstring(octets, from, octets.length);
      return Signature.parse(
          new String(octets, bounds[0], bounds[1] - bounds[0], StandardCharsets.ISO_8859_1));
    } catch (MalformedMessage e) {
      return null;
    }
  }
}
