package org.linuxha.heartbeat.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds and cuts byte texts: a char is a byte (ISO 8859-1). */
final class ByteText {
  private byte[] octets = new byte[512];
  private int length;

  ByteText add(String text) {
    return add(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  ByteText add(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, octets, length, more.length);
    length += more.length;
    return this;
  }

  ByteText add(char one) {
    ensure(1);
    octets[length++] = (byte) one;
    return this;
  }

  private void ensure(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }

  int length() {
    return length;
  }

  byte[] toArray() {
    return Arrays.copyOf(octets, length);
  }

  static String of(byte[] octets, int from, int to) {
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
