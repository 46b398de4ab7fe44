package org.linuxha.heartbeat.auth;

/**
 * Whether a signature makes a message believed (wire.md 2.3).
 *
 * @param refusal why not; null if it is believed
 * @param foreign it is believed, but the sender's active key has another text than ours: a C node
 *     there refuses what we sign
 */
record Verdict(Unpacked.Rejected refusal, boolean foreign) {

  /**
   * Judges the signature of {@code octets} up to {@code length}.
   *
   * @param given null if there is none
   * @param orActiveText believe also the algorithm of the index with the text of our active key: so a C
   *     node judges trailers
   */
  static Verdict of(
      Signature given, KeyRing keys, boolean orActiveText, Signatures signatures, byte[] octets, int length) {
    if (given == null) {
      return refused(Rejection.UNSIGNED, "Bad/invalid auth token: there is no signature that can be read");
    }
    KeyRing.Key key = keys.keys().get(given.index());
    if (key == null) {
      return refused(Rejection.UNKNOWN_KEY, "Invalid authentication [" + given.index() + "] in message!");
    }
    KeyRing.Key active = keys.activeKey();
    boolean sameText = key.secret().equals(active.secret());
    boolean byOwnText = signatures.verify(given, key, octets, length);
    boolean byActiveText =
        sameText ? byOwnText : orActiveText && signatures.verify(given, key.with(active.secret()), octets, length);
    if (!byOwnText && !byActiveText) {
      return refused(
          Rejection.WRONG_SIGNATURE, "authtoken does not match (key index " + given.index() + ")");
    }
    // a crc needs no text, so it proves none: then only equal texts show that both sides agree
    boolean agreed = sameText || byActiveText && key.algorithm() != Algorithm.CRC;
    return new Verdict(null, given.index() != keys.active() && !agreed);
  }

  private static Verdict refused(Rejection reason, String detail) {
    return new Verdict(new Unpacked.Rejected(reason, detail), false);
  }
}
