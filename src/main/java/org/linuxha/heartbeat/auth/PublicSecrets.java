package org.linuxha.heartbeat.auth;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys that everybody knows. The recipe of the Linux-HA guide pipes random bytes through
 * {@code openssl md5}; today's openssl prints {@code MD5(stdin)= 0123...}, so the word that lands
 * in authkeys as the key is the constant {@code MD5(stdin)=}, the same in every cluster.
 */
final class PublicSecrets {

  /** {@code (stdin)=}, {@code MD5(stdin)=}, {@code SHA2-256(stdin)=}, {@code MD5(/dev/x)=}. */
  private static final Pattern DIGEST_LABEL = Pattern.compile("[A-Za-z0-9/-]*\\([^()]*\\)=?");

  private static final Map<String, String> KNOWN =
      Map.of(
          "replace-this-with-a-key-of-your-own", "it is the key of our sample file.",
          "HI!", "it is the sha1 key of the sample file of C Heartbeat.",
          "Hello!", "it is the md5 key of the sample file of C Heartbeat.",
          "d41d8cd98f00b204e9800998ecf8427e", "it is the MD5 digest of nothing.",
          "da39a3ee5e6b4b0d3255bfef95601890afd80709", "it is the SHA-1 digest of nothing.",
          "-", "it is the file name that md5sum and its kin print.");

  private PublicSecrets() {}

  /** Why everybody knows that key, if so; a sentence's second half. */
  static Optional<String> whyKnown(String secret) {
    if (DIGEST_LABEL.matcher(secret).matches()) {
      return Optional.of(
          "it is the label that openssl prints before a digest, the same everywhere, so everybody"
              + " knows this key.");
    }
    return Optional.ofNullable(KNOWN.get(secret)).map(why -> why + " Everybody knows this key.");
  }
}
