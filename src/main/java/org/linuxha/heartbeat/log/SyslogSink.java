package org.linuxha.heartbeat.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.linuxha.heartbeat.bus.UnixDatagrams;

/**
 * The machine's syslog. Until it can be opened (native code must be unpacked first, and where is known
 * only after the start) a few lines wait here.
 */
final class SyslogSink implements LineSink {
  private static final int MAX_WAITING = 256;

  private final Deque<String> waiting = new ArrayDeque<>();
  private UnixDatagrams socket;

  /** From now on lines go there; those that waited first. */
  synchronized void connect(UnixDatagrams syslog) {
    socket = syslog;
  }

  @Override
  public synchronized void write(String lines) throws IOException {
    for (String line : lines.split("\n")) {
      if (waiting.size() >= MAX_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(line);
    }
    if (socket != null) {
      sendWaiting();
    }
  }

  /** What cannot be sent now is kept for the next time, within the bound. */
  private void sendWaiting() throws IOException {
    while (!waiting.isEmpty()) {
      socket.send(waiting.getFirst().getBytes(StandardCharsets.UTF_8));
      waiting.removeFirst();
    }
  }

  @Override
  public synchronized void close() {
    if (socket != null) {
      socket.close();
    }
  }

  @Override
  public String toString() {
    return "syslog";
  }
}
