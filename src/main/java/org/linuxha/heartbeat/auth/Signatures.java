package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.linuxha.heartbeat.message.Bytes;

/**
 * Computes digests (wire.md 2.1). Not thread safe: Bouncy Castle's HMac is mutable, so each thread
 * has its own behind the shared immutable {@link KeyRing}.
 */
public final class Signatures {
  private final Map<Algorithm, Keyed> keyed = new EnumMap<>(Algorithm.class);

  /** A machine and the key it is set to. */
  private static final class Keyed {
    final HMac mac;
    Bytes secret;

    Keyed(HMac mac) {
      this.mac = mac;
    }
  }

  /** The digest text of those bytes: lower case hexadecimal. */
  public String digest(Algorithm algorithm, Bytes secret, byte[] octets, int from, int to) {
    if (algorithm == Algorithm.CRC) {
      return Integer.toHexString(Crc.of(octets, from, to));
    }
    Keyed machine = keyed.computeIfAbsent(algorithm, Signatures::machine);
    if (!secret.equals(machine.secret)) {
      machine.mac.init(new KeyParameter(secret.toArray()));
      machine.secret = secret;
    }
    machine.mac.update(octets, from, to - from);
    byte[] digest = new byte[machine.mac.getMacSize()];
    machine.mac.doFinal(digest, 0);
    return HexFormat.of().formatHex(digest);
  }

  private static Keyed machine(Algorithm algorithm) {
    return new Keyed(new HMac(algorithm == Algorithm.MD5 ? new MD5Digest() : new SHA1Digest()));
  }

  /**
   * True if that is the signature of the bytes under that key. A keyed algorithm without a key signs
   * nothing: an active crc must not open the door to HMACs with an empty key.
   */
  boolean verify(Signature given, KeyRing.Key key, byte[] octets, int length) {
    if (key.algorithm() != Algorithm.CRC && key.secret().length() == 0) {
      return false;
    }
    return same(digest(key.algorithm(), key.secret(), octets, 0, length), given.digest());
  }

  /** Compares two digest texts in a time that does not tell where they differ. */
  static boolean same(String expected, String given) {
    return org.bouncycastle.util.Arrays.constantTimeAreEqual(
        expected.getBytes(StandardCharsets.ISO_8859_1), given.getBytes(StandardCharsets.ISO_8859_1));
  }
}
