package org.linuxha.heartbeat.message;

import java.nio.charset.StandardCharsets;

/** Bytes as readable text, for tests. */
final class Latin {
  private Latin() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
