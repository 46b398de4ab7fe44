package org.linuxha.heartbeat.config;

/**
 * Names for several links on the loopback device, as {@code ip address ... label lo:red} makes them for C
 * programs: {@code mcast lo:red ...} and {@code mcast lo:blue ...} are two links. On any other device the
 * label must exist, on {@code lo} it need not, so that a demo of several links needs no root.
 */
public final class LoopbackLabel {
  private static final String LOOPBACK = "lo";

  private LoopbackLabel() {}

  /** The device to look for when there is none of that name: {@code lo} for {@code lo:red}; else the name itself. */
  public static String device(String name) {
    return name.startsWith(LOOPBACK + ":") ? LOOPBACK : name;
  }
}
