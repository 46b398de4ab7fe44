package org.linuxha.heartbeat.interop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes packets that nobody should believe, with its own few lines of the format (wire.md 1.2, 2). */
final class Forger {

  /** What is wrong with a packet, and under which reason it must be counted. */
  enum Lie {
    FORGED("wrong-signature"),
    WRONG_KEY("wrong-signature"),
    UNKNOWN_INDEX("unknown-key"),
    UNSIGNED("unsigned"),
    TRUNCATED("truncated"),
    OVERSIZED("wrong-signature"),
    NESTED("over-limit"),
    DEADLY_FIELD("field-type"),
    NOISE("no-message");

    private final String reason;

    Lie(String reason) {
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private static final int DEPTH = 40;
  private static final int BIG = 60_000;

  private final String key;
  private final String source;

  /**
   * @param key the secret of the cluster: some lies are signed correctly
   * @param source the node that all of them pretend to come from
   */
  Forger(String key, String source) {
    this.key = key;
    this.source = source;
  }

  byte[] packet(Lie lie) {
    String status = status("");
    return latin1(
        switch (lie) {
          case FORGED -> status + trailer("1", "0123456789abcdef0123456789abcdef01234567");
          case WRONG_KEY -> status + trailer("1", hmac("another key", status));
          case UNKNOWN_INDEX -> status + trailer("9", hmac(key, status));
          case UNSIGNED -> status;
          case TRUNCATED -> status.substring(0, status.length() / 2);
          case OVERSIZED -> {
            String big = status(netstring("(0)info=" + "x".repeat(BIG)));
            yield big + trailer("1", hmac("another key", big));
          }
          case NESTED -> signed(status(netstring("(2)deep=" + nest(DEPTH))));
          case DEADLY_FIELD -> signed(status(netstring("(7)odd=x")));
          case NOISE -> "GET / HTTP/1.1\r\n\r\n";
        });
  }

  private String status(String more) {
    return "###\n" + netstring("(0)t=status") + netstring("(0)st=active")
        + netstring("(0)dt=ffffff") + netstring("(0)protocol=1") + netstring("(0)src=" + source)
        + netstring("(0)seq=ffff") + netstring("(0)hg=7fffffff") + netstring("(0)ts=6b029e19")
        + more + netstring("(0)ttl=3") + "%%%\n";
  }

  private static String nest(int depth) {
    return depth == 0
        ? "###\n%%%\n"
        : "###\n" + netstring("(2)n=" + nest(depth - 1)) + "%%%\n";
  }

  private String signed(String message) {
    return message + trailer("1", hmac(key, message));
  }

  private static String trailer(String index, String digest) {
    return netstring(index + " " + digest);
  }

  private static String netstring(String content) {
    return content.length() + ":" + content + ",";
  }

  private static String hmac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(latin1(key), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(latin1(message)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
