package org.linuxha.heartbeat.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program shows to a daemon on the network, and whom it trusts there (docs/api.md "Over the network").
 *
 * @param authorities a file of certificates in PEM: these are trusted and no others; null for those that the JVM trusts
 * @param token shown with each request; null for none
 */
public record Access(Path authorities, String token) {
  private static final int MAX_FILE_BYTES = 64 * 1024;

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
   * @throws IOException if it cannot be read, or is longer than 64 KiB
   * @throws IllegalArgumentException if what it holds can be no token
   */
  public Access showingTokenOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
      if (content.length > MAX_FILE_BYTES) {
        throw new IOException(file + " is longer than a token can be");
      }
      return showing(new String(content, StandardCharsets.ISO_8859_1).strip());
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Access[authorities=" + authorities + ", token=" + (token == null ? "none" : "...") + "]";
  }
}
