package org.linuxha.heartbeat.config;

/**
 * Where HTTP is served on TCP: {@code HOST:PORT}, or {@code off}. Port 0 lets the kernel choose. The value of {@code --http}
 * and of {@code /http/address} of heartbeat.json.
 */
public record HttpAddress(String host, int port) {
  public static final HttpAddress OFF = new HttpAddress("", -1);
  public static final HttpAddress DEFAULT = new HttpAddress("127.0.0.1", 8694);

  private static final int LAST_PORT = 65_535;

  /**
   * Reads what people write.
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
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > LAST_PORT) {
      throw new IllegalArgumentException("'" + text + "': write HOST:PORT, for example 127.0.0.1:8694, or off.");
    }
    return new HttpAddress(host, Integer.parseInt(port));
  }

  /** True if no other machine reaches it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  public boolean isOff() {
    return port < 0;
  }

  /**
   * The URL at the port that was really bound.
   *
   * @param scheme http or https
   */
  public String url(String scheme, int boundPort) {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + boundPort;
  }
}
