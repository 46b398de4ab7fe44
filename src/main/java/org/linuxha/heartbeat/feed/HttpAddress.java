package org.linuxha.heartbeat.feed;

import java.util.Set;

/** The value of {@code --http}: {@code HOST:PORT}, or {@code off}. Only loopback, as there is no TLS and no token yet. */
public record HttpAddress(String host, int port) {
  public static final HttpAddress OFF = new HttpAddress("", -1);
  public static final HttpAddress DEFAULT = new HttpAddress("127.0.0.1", 8694);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  /**
   * Reads the option.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong and what to write
   */
  public static HttpAddress parse(String text) {
    if (text.equals("off")) {
      return OFF;
    }
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
    int port;
    try {
      port = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      port = -1;
    }
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "--http " + text + ": write HOST:PORT, e.g. 127.0.0.1:8694, or off.");
    }
    if (!LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "--http " + text + ": only a loopback address is served without TLS and a token, and this version has"
              + " neither: use 127.0.0.1:" + port + " and a tunnel or proxy.");
    }
    return new HttpAddress(host, port);
  }

  public boolean isOff() {
    return port < 0;
  }
}
