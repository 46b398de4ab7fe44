package org.linuxha.heartbeat.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds and cuts byte texts: a char is a byte (ISO 8859-1). */
final class ByteText {
  private byte[] octets;
  private int length;

  ByteText(int expected) {
    octets = new byte[Math.max(expected, 16)];
  }

  /** In place: most of a message is short texts, and none of them shall be copied twice. */
  @SuppressWarnings("deprecation") // of the two ways to get a char's low byte the one without a copy
  ByteText add(String text) {
    int more = text.length();
    ensure(more);
    text.getBytes(0, more, octets, length);
    length += more;
    return this;
  }

  ByteText add(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, octets, length, more.length);
    length += more.length;
    return this;
  }

  ByteText add(Bytes more) {
    ensure(more.length());
    more.copyTo(octets, length);
    length += more.length();
    return this;
  }

  ByteText add(char one) {
    ensure(1);
    octets[length++] = (byte) one;
    return this;
  }

  /** That number, which is not negative, in decimal digits. */
  ByteText addDecimal(int number) {
    if (number >= 10) {
      addDecimal(number / 10);
    }
    return add((char) ('0' + number % 10));
  }

  private void ensure(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(octets, length);
  }

  /** The same without a copy where the expected length was right; nothing may be added any more. */
  byte[] finish() {
    return length == octets.length ? octets : toArray();
  }

  static String of(byte[] octets, int from, int to) {
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static boolean startsWith(byte[] octets, int from, int to, byte[] prefix) {
    return from >= 0
        && to - from >= prefix.length
        && Arrays.equals(octets, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
