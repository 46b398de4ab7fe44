package org.linuxha.heartbeat.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One request over a Unix or TCP socket, with TLS or without, with a time limit for the whole exchange. The JDK's own client knows no
 * Unix sockets and takes longer to load than all of {@code hb}.
 */
public final class HttpGet {
  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  private final Target target;
  private final long deadlineNanos;

  HttpGet(Target target, long timeoutMillis) {
    this.target = target;
    this.deadlineNanos = System.nanoTime() + timeoutMillis * 1_000_000;
  }

  /**
   * @param host the value of the Host header
   */
  public HttpGet(SocketAddress address, String host, long timeoutMillis) {
    this(new Target(address, host, null, null), timeoutMillis);
  }

  /**
   * Asks for that path.
   *
   * @throws SocketTimeoutException if the answer is not complete in time
   * @throws IOException if the connection fails or the answer is no HTTP
   */
  public HttpAnswer get(String path) throws IOException {
    return exchange("GET " + path, "");
  }

  /** Sends that JSON there; the same exceptions. */
  public HttpAnswer post(String path, String json) throws IOException {
    return exchange("POST " + path, json);
  }

  private HttpAnswer exchange(String request, String json) throws IOException {
    return HttpAnswer.parse(target.tls() == null ? plainly(bytes(request, json)) : secretly(bytes(request, json)));
  }

  private byte[] secretly(byte[] request) throws IOException {
    try (Connection connection = Connection.open(target, leftMillis())) {
      connection.out().write(request);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int read = 0; read >= 0; read = connection.in().read(buffer)) {
        all.write(buffer, 0, read);
        refuseEndless(all);
        connection.silence(leftMillis());
      }
      return all.toByteArray();
    }
  }

  private byte[] plainly(byte[] request) throws IOException {
    try (SocketChannel channel = open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, 0);
      if (!channel.connect(target.address())) {
        await(key, SelectionKey.OP_CONNECT);
        channel.finishConnect();
      }
      write(channel, key, request);
      return readAll(channel, key);
    }
  }

  private SocketChannel open() throws IOException {
    return target.isUnix()
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private byte[] bytes(String request, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        request + " HTTP/1.1\r\n" + target.headers() + "Accept: application/json\r\nConnection: close\r\n"
            + (body.length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n")
            + "\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(headBytes.length + body.length).put(headBytes).put(body).array();
  }

  private void write(SocketChannel channel, SelectionKey key, byte[] request) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(key, SelectionKey.OP_WRITE);
      }
    }
  }

  private byte[] readAll(SocketChannel channel, SelectionKey key) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    for (int read; (read = channel.read(buffer.clear())) >= 0; ) {
      if (read == 0) {
        await(key, SelectionKey.OP_READ);
      }
      all.write(buffer.array(), 0, read);
      refuseEndless(all);
    }
    return all.toByteArray();
  }

  private static void refuseEndless(ByteArrayOutputStream all) throws IOException {
    if (all.size() > MAX_ANSWER_BYTES) {
      throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
    }
  }

  private int leftMillis() throws SocketTimeoutException {
    long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (leftMillis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) leftMillis;
  }

  private void await(SelectionKey key, int operation) throws IOException {
    key.interestOps(operation);
    if (key.selector().select(leftMillis()) == 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    key.selector().selectedKeys().clear();
  }
}
