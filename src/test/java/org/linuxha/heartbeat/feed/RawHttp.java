package org.linuxha.heartbeat.feed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends exactly these bytes and reads until the server closes: what no decent client lets a test do. */
record RawHttp(SocketAddress address) {

  static RawHttp tcp(int port) {
    return new RawHttp(new InetSocketAddress("127.0.0.1", port));
  }

  static RawHttp unix(Path path) {
    return new RawHttp(UnixDomainSocketAddress.of(path));
  }

  /** One request of HTTP/1.1 that asks the server to close; {@code headers} are whole lines. */
  Response send(String method, String path, String... headers) throws IOException {
    String head = method + " " + path + " HTTP/1.1\r\nConnection: close\r\n";
    return raw(head + String.join("", java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList()) + "\r\n");
  }

  Response raw(String text) throws IOException {
    try (SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open()) {
      channel.connect(address);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
      StringBuilder all = new StringBuilder();
      ByteBuffer buffer = ByteBuffer.allocate(65_536);
      while (channel.read(buffer.clear()) >= 0) {
        all.append(StandardCharsets.UTF_8.decode(buffer.flip()));
      }
      return Response.of(all.toString());
    }
  }

  record Response(int status, String head, String body) {
    static Response of(String text) {
      int end = text.indexOf("\r\n\r\n");
      return new Response(
          Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }

    boolean hasHeader(String line) {
      return head.toLowerCase().contains("\r\n" + line.toLowerCase());
    }
  }
}
