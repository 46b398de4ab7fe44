package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Proves that somebody holds a key without telling it: HMAC-SHA256 with the key over a challenge that is new each time.
 * Whoever sees a proof and does not know the key can compare it with nothing, not even with a proof of another day.
 */
public final class KeyProof {
  private static final String PURPOSE = "heartbeat key proof 1";

  private KeyProof() {}

  /**
   * The proof in lower case hexadecimal, 64 digits.
   *
   * @param number of the key in authkeys
   * @param key one with a secret: crc has none, and no proof
   * @throws IllegalArgumentException for a key without a secret
   */
  public static String of(int number, KeyRing.Key key, String challenge) {
    if (key.secret().length() == 0) {
      throw new IllegalArgumentException("a method without a key proves nothing");
    }
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(key.secret().toArray()));
    byte[] text = (PURPOSE + "\n" + number + " " + key.algorithm().word() + "\n" + challenge).getBytes(StandardCharsets.UTF_8);
    mac.update(text, 0, text.length);
    byte[] proof = new byte[mac.getMacSize()];
    mac.doFinal(proof, 0);
    return HexFormat.of().formatHex(proof);
  }

  /** True if that is the proof of that key; takes as long wherever they differ. */
  public static boolean isRight(int number, KeyRing.Key key, String challenge, String proof) {
    return key != null && key.secret().length() > 0 && Signatures.same(of(number, key, challenge), proof);
  }
}
