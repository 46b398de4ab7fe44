package org.linuxha.heartbeat.cli;

/**
 * What a capture holds for us: the payload of a datagram or an echo.
 *
 * @param number of the frame in the capture, from 1; of the last fragment if it came in several
 * @param micros when, microseconds since 1970
 * @param protocol {@code udp}, {@code icmp8}, {@code icmp6-129} ...
 * @param first source port, or echo identifier
 * @param second destination port, or echo sequence
 * @param cut true if the capture does not hold all of it
 */
record Packet(
    int number, long micros, String protocol, String from, String to, int first, int second, byte[] payload,
    boolean cut) {
  boolean isUdp() {
    return protocol.equals("udp");
  }
}
