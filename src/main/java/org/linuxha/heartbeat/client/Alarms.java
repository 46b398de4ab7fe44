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
  private final Set<Session> underWay = new HashSet<>();
  private final Set<Session> again = new HashSet<>();

  Alarms(Vertx vertx) {
    this.vertx = vertx;
  }

  void ring(Session session) {
    if (session.signal == 0) {
      return;
    }
    if (!underWay.add(session)) {
      again.add(session);
      return;
    }
    int process = session.peer.pid();
    int signal = session.signal;
    vertx.executeBlocking(() -> LinuxSignal.send(process, signal)).onComplete(sent -> {
      underWay.remove(session);
      if (again.remove(session)) {
        ring(session);
      }
    });
  }
}
