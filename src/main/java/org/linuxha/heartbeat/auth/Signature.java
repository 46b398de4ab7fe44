package org.linuxha.heartbeat.auth;

import java.nio.charset.StandardCharsets;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.NetstringCodec;

/** The text {@code INDEX SPACE DIGEST} of a trailer or an {@code auth=} field (wire.md 2.2). */
public record Signature(int index, String digest) {
  private static final int MAX_DIGEST = 64;

  /** The signature in that text, or null if there is none. An index that no node has stays readable. */
  public static Signature parse(String text) {
    if (text == null) {
      return null;
    }
    int blank = text.indexOf(' ');
    int digestLength = text.length() - blank - 1;
    if (blank < 1 || blank > 2 || digestLength < 1 || digestLength > MAX_DIGEST) {
      return null;
    }
    int index = 0;
    for (int i = 0; i < blank; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      index = index * 10 + digit;
    }
    return new Signature(index, text.substring(blank + 1));
  }

  /** The signature in the netstring that starts at {@code from}, or null if there is none. */
  public static Signature ofTrailer(byte[] octets, int from) {
    try {
      NetstringCodec.Span span = NetstringCodec.netstring(octets, from, octets.length);
      return span.to() - span.from() > MAX_DIGEST + 3
          ? null
          : parse(new String(octets, span.from(), span.to() - span.from(), StandardCharsets.ISO_8859_1));
    } catch (MalformedMessage e) {
      return null;
    }
  }
}
