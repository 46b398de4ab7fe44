package org.linuxha.heartbeat.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection to a daemon as two streams. With TLS its handshake is done: who answers is known and has that name. */
final class Connection implements Closeable {
  private final Closeable socket;
  private final InputStream in;
  private final OutputStream out;

  private Connection(Closeable socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  /**
   * Connects.
   *
   * @param limitMillis for the connection, and then for each read over TCP until {@link #silence} says otherwise
   */
  static Connection open(Target target, int limitMillis) throws IOException {
    if (target.isUnix()) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(target.address());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return new Connection(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }
    Socket socket = tcp(target, limitMillis);
    return new Connection(socket, socket.getInputStream(), socket.getOutputStream());
  }

  private static Socket tcp(Target target, int limitMillis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(target.address(), limitMillis);
      socket.setSoTimeout(limitMillis);
      if (target.tls() == null) {
        return socket;
      }
      SSLSocket secure = (SSLSocket) target.tls().createSocket(socket, target.tcp().getHostString(), target.tcp().getPort(), true);
      SSLParameters parameters = secure.getSSLParameters();
      // without it any certificate of the authority would do, that of another machine too
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** How long the other side of TCP may say nothing; 0 for ever. A socket of this machine ends when the daemon does. */
  void silence(int millis) throws IOException {
    if (socket instanceof Socket network) {
      network.setSoTimeout(millis);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
