package org.linuxha.heartbeat.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program shows to a daemon on the network, and whom it trusts there (docs/api.md "Over the network").
 *
 * @param authorities a file of certificates in PEM: these are trusted and no others; null for those that the JVM trusts
 * @param token shown with each request; null for none
 */
public record Access(Path authorities, String token) {
  /** No token, and the authorities of the JVM. */
  public static final Access PLAIN = new Access(null, null);

  /** @throws IllegalArgumentException if that can be no token: it goes into a header line as it is */
  public Access {
    if (token != null && !token.matches("[!-~]+")) {
      throw new IllegalArgumentException("a token has no spaces and one line");
    }
  }

  /** The same, trusting the certificates in that file, of authorities or of the daemon itself. */
  public Access trusting(Path pem) {
    return new Access(pem, token);
  }

  /** The same with that token. */
  public Access showing(String text) {
    return new Access(authorities, text);
  }

  /**
   * The same with the token in that file. Reads it here and now.
   *
   * @throws IOException if it cannot be read
   */
  public Access showingTokenOf(Path file) throws IOException {
    return showing(Files.readString(file).strip());
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Access[authorities=" + authorities + ", token=" + (token == null ? "none" : "...") + "]";
  }
}
