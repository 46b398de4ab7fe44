package org.linuxha.heartbeat.cli.clstatus;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.linuxha.heartbeat.message.LocalFrame;

/** Frames on a Unix socket: length and magic in host order, then the body (client-api.md 1.3). Blocks. */
final class Socket implements AutoCloseable {
  private final SocketChannel channel;

  private Socket(SocketChannel channel) {
    this.channel = channel;
  }

  static Socket connect(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      return new Socket(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void send(byte[] body) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(LocalFrame.HEADER + body.length).order(ByteOrder.nativeOrder());
    frame.putInt(body.length).putInt(LocalFrame.MAGIC).put(body).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** The next body; an end of the connection is an exception. */
  byte[] receive() throws IOException {
    ByteBuffer header = read(LocalFrame.HEADER);
    int length = header.getInt();
    if (header.getInt() != LocalFrame.MAGIC || length < 0 || length > LocalFrame.MAX_BODY) {
      throw new IOException("what came is no frame");
    }
    return read(length).array();
  }

  private ByteBuffer read(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the daemon closed the connection");
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // nobody is there to be told
    }
  }
}
