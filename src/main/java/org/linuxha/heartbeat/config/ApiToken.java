package org.linuxha.heartbeat.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;

/**
 * Who may ask over TCP: whoever shows a text with this hash. The text itself is nowhere kept; a random one of 128 bits and more
 * cannot be found from its hash.
 *
 * @param name for people and logs
 * @param sha256 32 bytes
 * @param services whose messages it may send and receive; none if it may only read
 */
public record ApiToken(String name, byte[] sha256, Set<String> services) {
  public ApiToken {
    sha256 = sha256.clone();
    services = Set.copyOf(services);
  }

  /** Of that text. */
  public static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public byte[] sha256() {
    return sha256.clone();
  }

  /** Takes as long whatever the hash is. */
  public boolean is(byte[] hash) {
    return MessageDigest.isEqual(sha256, hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiToken token && token.name.equals(name) && Arrays.equals(token.sha256, sha256)
        && token.services.equals(services);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The hash is not shown: of a poor token it would tell the text. */
  @Override
  public String toString() {
    return "ApiToken[" + name + ", " + services + "]";
  }
}
