package org.linuxha.heartbeat.auth;

import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * What a packet says and whether each of its signatures is right: for people who look at captures.
 * Unlike {@link Envelope} it parses also what is not authentic.
 *
 * @param message the outer message as it came, not restored from compression
 * @param trailer null if there is none
 * @param authField null if there is none
 */
public record Inspection(Form form, Message message, Check trailer, Check authField) {

  /** Which encoding. */
  public enum Form {
    NETSTRING,
    CLASSIC
  }

  /**
   * One signature.
   *
   * @param algorithm of the key at that index; null if there is no such key
   * @param valid null if no keys were given
   */
  public record Check(int index, Algorithm algorithm, Boolean valid) {}

  /**
   * Looks at one packet.
   *
   * @param keys to check with, or null
   */
  public static Inspection of(byte[] octets, KeyRing keys, Signatures signatures) throws MalformedMessage {
    if (ClassicCodec.isClassic(octets, 0)) {
      Message message = ClassicCodec.decode(octets);
      return new Inspection(Form.CLASSIC, message, null, authField(message, keys, signatures));
    }
    NetstringCodec.Decoded decoded = NetstringCodec.decode(octets, 0, octets.length);
    Signature given = Signature.ofTrailer(octets, decoded.end());
    Check trailer = given == null ? null : check(given, octets, decoded.end(), keys, signatures);
    return new Inspection(
        Form.NETSTRING, decoded.message(), trailer, authField(decoded.message(), keys, signatures));
  }

  private static Check authField(Message message, KeyRing keys, Signatures signatures) {
    Signature given = Signature.parse(message.text(Fields.AUTH));
    if (given == null) {
      return null;
    }
    try {
      byte[] text = ClassicCodec.signedText(message, Fields.AUTH);
      return check(given, text, text.length, keys, signatures);
    } catch (MalformedMessage e) {
      // no classic text, so nobody can have signed it
      return new Check(given.index(), null, keys == null ? null : false);
    }
  }

  private static Check check(Signature given, byte[] octets, int length, KeyRing keys, Signatures signatures) {
    if (keys == null) {
      return new Check(given.index(), null, null);
    }
    KeyRing.Key key = keys.keys().get(given.index());
    if (key == null) {
      return new Check(given.index(), null, false);
    }
    String expected = signatures.digest(key.algorithm(), key.secret(), octets, 0, length);
    return new Check(given.index(), key.algorithm(), Signatures.same(expected, given.digest()));
  }
}
