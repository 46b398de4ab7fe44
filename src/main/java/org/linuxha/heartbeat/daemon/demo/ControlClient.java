package org.linuxha.heartbeat.daemon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code bin/heartbeat demo kill bob}: gives an order to the demo that runs in another terminal. */
final class ControlClient {
  private static final int REFUSED = 1;
  private static final int NO_DEMO = 3;

  private final PrintStream out;
  private final PrintStream err;

  ControlClient(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Prints what there is to say; answers the exit status. */
  int send(Path parent, String order) throws IOException {
    List<Path> running = DemoHome.running(parent);
    if (running.isEmpty()) {
      err.println("heartbeat demo: no demo of yours runs below " + parent + "; start one with: bin/heartbeat demo");
      return NO_DEMO;
    }
    if (running.size() > 1) {
      err.println("heartbeat demo: several demos run; choose one with --demo DIR:");
      running.forEach(each -> err.println("  " + each));
      return REFUSED;
    }
    return sendTo(running.get(0), order);
  }

  int sendTo(Path home, String order) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(DemoHome.control(home)));
      channel.write(ByteBuffer.wrap((order + "\n").getBytes(StandardCharsets.UTF_8)));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      boolean taken = "ok".equals(in.readLine());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        (taken ? out : err).println(Words.printable(line));
      }
      return taken ? 0 : REFUSED;
    }
  }
}
