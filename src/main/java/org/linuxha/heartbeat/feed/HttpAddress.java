package org.linuxha.heartbeat.feed;

/**
 * The value of {@code --http}: {@code HOST:PORT}, or {@code off}. Only loopback, as this version has
 * neither TLS nor tokens. Port 0 lets the kernel choose.
 */
public record HttpAddress(String host, int port) {
  public static final HttpAddress OFF = new HttpAddress("", -1);
  public static final HttpAddress DEFAULT = new HttpAddress("127.0.0.1", 8694);

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
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "--http " + text + ": write HOST:PORT, for example 127.0.0.1:8694, or off.");
    }
    if (!isLoopback(host)) {
      throw new IllegalArgumentException(
          "--http " + text + ": an address that other machines reach needs TLS and a token, and this"
              + " version has neither. Use 127.0.0.1:" + port + " and an SSH tunnel or a proxy.");
    }
    return new HttpAddress(host, Integer.parseInt(port));
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  public boolean isOff() {
    return port < 0;
  }

  /** The URL at the port that was really bound. */
  String url(int boundPort) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + boundPort;
  }
}
