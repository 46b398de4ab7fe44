package org.linuxha.heartbeat.cli;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where a daemon is asked, and with what in hand.
 *
 * @param host the value of the Host header
 * @param token shown with each request; null for none
 * @param tls whom to trust there; null for a connection without TLS
 */
record Target(SocketAddress address, String host, String token, SSLSocketFactory tls) {

  static Target unix(Path socket) {
    return new Target(UnixDomainSocketAddress.of(socket), "localhost", null, null);
  }

  boolean isUnix() {
    return address instanceof UnixDomainSocketAddress;
  }

  InetSocketAddress tcp() {
    return (InetSocketAddress) address;
  }

  /** The header lines that every request has. */
  String headers() {
    return "Host: " + host + "\r\nUser-Agent: hb\r\n" + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
  }

  /** Without the token, which shall not end up in a message. */
  @Override
  public String toString() {
    return (tls == null ? "" : "tls ") + address + " as " + host;
  }
}
