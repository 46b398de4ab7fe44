package org.linuxha.heartbeat.client;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import org.linuxha.heartbeat.bus.LinuxSignal;

/**
 * Wakes clients by a signal when there is something to read. While one signal to a client is on its way,
 * further ones are the same: the kernel would merge them too.
 */
final class Alarms {
  private final Vertx vertx;
  private final Sender sender;
  private final Set<Session> underWay = new HashSet<>();
  private final Set<Session> again = new HashSet<>();

  /** Sends that signal to that process. */
  interface Sender {
    boolean send(int process, int signal);
  }

  Alarms(Vertx vertx) {
    this(vertx, LinuxSignal::send);
  }

  Alarms(Vertx vertx, Sender sender) {
    this.vertx = vertx;
    this.sender = sender;
  }

  void ring(Session session) {
    if (session.signal() == 0 || !session.channel.isOpen()) {
      return;
    }
    if (!underWay.add(session)) {
      again.add(session);
      return;
    }
    ProcessHandle process = session.process().orElse(null);
    int signal = session.signal();
    // a number that another process has by now is not signalled
    vertx.executeBlocking(() -> process != null && process.isAlive() && sender.send((int) process.pid(), signal)).onComplete(sent -> {
      underWay.remove(session);
      if (again.remove(session)) {
        ring(session);
      }
    });
  }
}
