package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Reads an NDJSON stream line by line; reading blocks, and ends with the test's own time limit. */
record EventLines(SocketChannel channel, BufferedReader reader, String status) implements AutoCloseable {

  static EventLines open(RawHttp server, String path) throws IOException {
    SocketChannel channel =
        server.address() instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    channel.connect(server.address());
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    String status = reader.readLine();
    while (!reader.readLine().isEmpty()) {
      // headers
    }
    return new EventLines(channel, reader, status);
  }

  /** The next line, pings left out. */
  JsonObject next() throws IOException {
    while (true) {
      JsonObject line = nextLine();
      if (line == null || !line.getString("type").equals("ping")) {
        return line;
      }
    }
  }

  /** The next line, chunk sizes left out; null at the end. */
  JsonObject nextLine() throws IOException {
    while (true) {
      String line = reader.readLine();
      if (line == null || line.equals("0")) {
        return null;
      }
      if (line.startsWith("{")) {
        return new JsonObject(line);
      }
    }
  }

  JsonObject nextOfType(String type) throws IOException {
    while (true) {
      JsonObject line = nextLine();
      if (line == null) {
        throw new IOException("the stream ended without a line of type " + type);
      }
      if (line.getString("type").equals(type)) {
        return line;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
