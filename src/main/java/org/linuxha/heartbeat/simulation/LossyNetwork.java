package org.linuxha.heartbeat.simulation;

import java.util.List;
import java.util.function.Predicate;
import org.linuxha.heartbeat.message.Message;

/**
 * M links between N nodes. Every link carries every message from its sender to everybody, itself
 * included if the medium is one that echoes; each direction of each link is a path with faults of its own.
 */
final class LossyNetwork {
  /** What a packet of 300 bytes takes on a gigabit link: a burst does not arrive in one moment. */
  private static final long PACKET_NANOS = 2_400;

  /** One direction of one link between two nodes. */
  private static final class Path {
    final int link;
    final int from;
    final int to;
    int cuts;
    double extraLoss;
    long lastArrivalNanos;

    Path(int link, int from, int to) {
      this.link = link;
      this.from = from;
      this.to = to;
    }
  }

  /** Where packets end. */
  interface Receiver {
    void packet(int node, String link, Message message);
  }

  private final VirtualTime time;
  private final SeededRandom random;
  private final List<String> nodes;
  private final List<String> links;
  private final Path[] paths;
  private final Receiver receiver;
  private final Trace trace;
  private final Wire wire;
  private FaultOptions faults;

  LossyNetwork(
      VirtualTime time, SeededRandom random, List<String> nodes, List<String> links,
      FaultOptions faults, Receiver receiver, Trace trace) {
    this.time = time;
    this.random = random;
    this.nodes = nodes;
    this.links = links;
    this.receiver = receiver;
    this.trace = trace;
    this.wire = faults.realBytes() ? new Wire(random.stream("damage")) : null;
    this.paths = new Path[links.size() * nodes.size() * nodes.size()];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = new Path(i / (nodes.size() * nodes.size()), i / nodes.size() % nodes.size(), i % nodes.size());
    }
    setFaults(faults);
  }

  /** Changes what happens to packets from now on; cuts stay. */
  void setFaults(FaultOptions options) {
    faults = options;
    for (Path path : paths) {
      path.extraLoss = 0;
      for (PathLoss loss : options.pathLosses()) {
        if (fits(loss.path(), path)) {
          path.extraLoss = loss.loss();
        }
      }
    }
  }

  private boolean fits(PathPattern pattern, Path path) {
    return path.from != path.to
        && pattern.matches(nodes.get(path.from), nodes.get(path.to), links.get(path.link));
  }

  /** Cuts these paths; a path cut twice must be healed twice. */
  void cut(PathPattern pattern) {
    changeCuts(pattern, 1);
  }

  void heal(PathPattern pattern) {
    changeCuts(pattern, -1);
  }

  private void changeCuts(PathPattern pattern, int change) {
    for (Path path : paths) {
      if (fits(pattern, path)) {
        path.cuts = Math.max(0, path.cuts + change);
      }
    }
  }

  /** Whether something that the one sends reaches the other, on any link. */
  boolean carries(String from, String to) {
    for (Path path : paths) {
      if (nodes.get(path.from).equals(from) && nodes.get(path.to).equals(to) && path.cuts == 0) {
        return true;
      }
    }
    return false;
  }

  void healAll() {
    for (Path path : paths) {
      path.cuts = 0;
    }
  }

  void send(int from, Message message) {
    send(from, message, link -> true);
  }

  /** On some links only. */
  void send(int from, Message message, Predicate<String> on) {
    int size = nodes.size();
    byte[] datagram = wire == null ? null : wire.pack(message);
    for (int link = 0; link < links.size(); link++) {
      for (int to = 0; to < size && on.test(links.get(link)); to++) {
        carry(paths[(link * size + from) * size + to], message, datagram);
      }
    }
  }

  private void carry(Path path, Message message, byte[] datagram) {
    if (path.from == path.to) {
      arrive(path, message, datagram, faults.delay().draw(random));
    } else if (path.cuts > 0) {
      tell(path, "cut off", message);
    } else if (random.chance(faults.loss()) || random.chance(path.extraLoss)) {
      tell(path, "lost", message);
    } else {
      arrive(path, message, datagram, faults.delay().draw(random));
      if (random.chance(faults.duplicate())) {
        arrive(path, message, datagram, faults.delay().draw(random));
      }
    }
  }

  private void arrive(Path path, Message message, byte[] datagram, long delayNanos) {
    long arrival = time.nanos() + delayNanos;
    if (random.chance(faults.reorder())) {
      arrival += faults.reorderDelay().draw(random);
    } else {
      arrival = Math.max(arrival, path.lastArrivalNanos + PACKET_NANOS);
      path.lastArrivalNanos = arrival;
    }
    boolean damaged = path.from != path.to && random.chance(faults.corrupt());
    time.at(arrival, () -> end(path, message, datagram, damaged));
  }

  /** What a signature check drops never reaches a daemon. */
  private void end(Path path, Message message, byte[] datagram, boolean damaged) {
    Message received = datagram != null ? wire.open(datagram, damaged) : damaged ? null : message;
    if (received == null) {
      tell(path, "damaged, dropped", message);
    } else {
      receiver.packet(path.to, links.get(path.link), received);
    }
  }

  private void tell(Path path, String fate, Message message) {
    trace.line(
        time.nanos(), "network",
        () -> nodes.get(path.from) + ">" + nodes.get(path.to) + "@" + links.get(path.link)
            + " " + fate + ": " + Describe.message(message));
  }
}
