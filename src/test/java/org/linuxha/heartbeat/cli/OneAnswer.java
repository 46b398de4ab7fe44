package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A daemon that gives every caller the same bytes, on {@code api.sock} of a run directory. */
final class OneAnswer implements AutoCloseable {
  private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  private final CompletableFuture<String> request = new CompletableFuture<>();
  private final byte[] answer;

  static OneAnswer json(Path runDir, int status, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return new OneAnswer(runDir,
        "HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  OneAnswer(Path runDir, String answer) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
    Path socket = runDir.resolve("api.sock");
    Files.deleteIfExists(socket);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "one answer");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try (SocketChannel caller = server.accept()) {
      ByteBuffer bytes = ByteBuffer.allocate(4_096);
      caller.read(bytes);
      request.complete(StandardCharsets.US_ASCII.decode(bytes.flip()).toString());
      caller.write(ByteBuffer.wrap(answer));
    } catch (IOException closed) {
      request.completeExceptionally(closed);
    }
  }

  String request() throws Exception {
    return request.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
