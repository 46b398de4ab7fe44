package org.linuxha.heartbeat.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.membership.CcmTimer;
import org.linuxha.heartbeat.message.Message;

/**
 * What waits for a daemon: a bounded socket a link, and tasks (timers, clients, orders) in the order
 * of their moments. It is emptied as an event loop does: a batch from every socket, all tasks, a batch
 * again.
 */
final class Inbox {
  /** Packets read from one socket before others get their turn. */
  private static final int BATCH = 16;

  /** One thing that waits. */
  sealed interface Input {}

  record Packet(String link, Message message) implements Input {}

  record Drained(long token) implements Input {}

  record Due(Timer timer) implements Input {}

  record Submit(Message message) implements Input {}

  /** What the membership service sends. */
  record SubmitOwn(Message message) implements Input {}

  /** What the membership service hears of its daemon. */
  record Told(ClusterEvent event) implements Input {}

  record CcmDue(ServiceLife service, CcmTimer timer) implements Input {}

  record Stop(String reason) implements Input {}

  /** What came, or was due, at that moment of the world. */
  record Task(long nanos, long ordinal, Input input) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int order = Long.compare(nanos, other.nanos);
      return order != 0 ? order : Long.compare(ordinal, other.ordinal);
    }
  }

  private final Map<String, ArrayDeque<Input>> sockets = new LinkedHashMap<>();
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long ordinal;

  Inbox(List<String> links) {
    links.forEach(link -> sockets.put(link, new ArrayDeque<>()));
  }

  /** False if the socket is full: the newest datagram is the one that is lost. */
  boolean offer(Packet packet, int socketCapacity) {
    ArrayDeque<Input> socket = sockets.get(packet.link());
    return socket.size() < socketCapacity && socket.add(packet);
  }

  /** Every link answers when it has read what waits now. */
  void drain(long token) {
    sockets.values().forEach(socket -> socket.add(new Drained(token)));
  }

  /** A task that came, or was due, at that moment. */
  void add(long nanos, Input task) {
    tasks.add(new Task(nanos, ordinal++, task));
  }

  boolean isEmpty() {
    return tasks.isEmpty() && sockets.values().stream().allMatch(ArrayDeque::isEmpty);
  }

  /** Takes the earliest task, or null if there is none. */
  Task task() {
    return tasks.poll();
  }

  /** Takes a batch from every socket. */
  List<Input> batch() {
    List<Input> batch = new ArrayList<>();
    for (ArrayDeque<Input> socket : sockets.values()) {
      for (int i = 0; i < BATCH && !socket.isEmpty(); i++) {
        batch.add(socket.remove());
      }
    }
    return batch;
  }
}
