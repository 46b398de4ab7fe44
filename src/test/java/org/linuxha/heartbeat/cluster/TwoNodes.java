package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGeneratorFactory;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Message;

/** A few hearts on virtual time and a perfect network of one link; a test may swallow what it likes. */
final class TwoNodes {
  static final long MILLI = 1_000_000L;
  private static final long EPOCH_SECONDS = 1_700_000_000L;

  final Map<String, Node> nodes = new LinkedHashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
  private long order;
  long nanos = 5_000 * MILLI;

  /** From node, message: true to lose it. */
  BiPredicate<String, Message> lost = (from, message) -> false;

  /** Nodes whose statuses arrive without the field that C does not have. */
  final Set<String> cLike = new HashSet<>();

  /** If there are any, they are all the network there is; several of one name at a node are a network of that name. */
  final List<Cable> cables = new ArrayList<>();
  /** What was passed on by those that are not C-like, over a cable. */
  long forwards;

  /** From one node's link to another's. */
  record Cable(String node, String link, String other, String otherLink) {}

  /** A cable in both directions. */
  void cable(String node, String link, String other, String otherLink) {
    cables.add(new Cable(node, link, other, otherLink));
    cables.add(new Cable(other, otherLink, node, link));
  }

  private record Due(long nanos, long order, Runnable action) {}

  /** One heart and everything it caused. */
  final class Node implements Effects {
    final String name;
    final List<Message> sent = new ArrayList<>();
    final List<ClusterEvent> told = new ArrayList<>();
    final Cluster heart;
    boolean running = true;
    private boolean paused;
    private final List<Runnable> waiting = new ArrayList<>();

    Node(String name, long generation, ClusterConfig config) {
      this.name = name;
      Identity self = new Identity(name, UUID.nameUUIDFromBytes(name.getBytes()), generation, "test/1 relay");
      heart = new Cluster(config, self, NodeTable.EMPTY, RandomGeneratorFactory.of("L64X128MixRandom").create(generation), this);
    }

    private void run(Runnable action) {
      if (!running) {
        return;
      }
      if (paused) {
        waiting.add(action);
      } else {
        action.run();
      }
    }

    void start() {
      run(() -> heart.onStart(now()));
    }

    void pause() {
      paused = true;
    }

    void goOn() {
      paused = false;
      List<Runnable> missed = List.copyOf(waiting);
      waiting.clear();
      missed.forEach(this::run);
    }

    @Override
    public void transmit(Message message) {
      sent.add(message);
      if (!cables.isEmpty()) {
        carry(message, link -> true);
        return;
      }
      for (Node other : List.copyOf(nodes.values())) {
        if (other != this && !lost.test(name, message)) {
          Message arriving = cLike.contains(name) ? message.without(StatusRules.CAPABILITIES) : message;
          at(nanos + MILLI / 10, () -> other.run(() -> other.heart.onReceived("eth0", arriving, now())));
        }
      }
    }

    @Override
    public void forward(Message message, Set<String> links) {
      boolean leads = cables.stream().anyMatch(cable -> cable.node().equals(name) && links.contains(cable.link()));
      if (leads && !cLike.contains(name)) {
        forwards++;
      }
      carry(message, links::contains);
    }

    private void carry(Message message, Predicate<String> on) {
      Message arriving = cLike.contains(name) ? message.without(StatusRules.CAPABILITIES) : message;
      for (Cable cable : List.copyOf(cables)) {
        Node other = nodes.get(cable.other());
        if (cable.node().equals(name) && on.test(cable.link()) && !lost.test(name, message)) {
          at(nanos + MILLI, () -> other.run(() -> other.heart.onReceived(cable.otherLink(), arriving, now())));
        }
      }
    }

    @Override
    public void tell(ClusterEvent event) {
      told.add(event);
    }

    @Override
    public void schedule(Timer timer, long dueNanos) {
      at(dueNanos, () -> run(() -> heart.onTimer(timer, now())));
    }

    @Override
    public void drainLinks(long token) {
      at(nanos, () -> run(() -> heart.onDrained(token, now())));
    }

    @Override
    public void save(NodeTable table) {}

    <T extends ClusterEvent> List<T> told(Class<T> type) {
      return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The statuses of that node as told here, in order. */
    List<String> statusesOf(String node) {
      return told(ClusterEvent.NodeStatus.class).stream()
          .filter(status -> status.node().equals(node)).map(ClusterEvent.NodeStatus::status).toList();
    }

    List<Message> delivered(String type) {
      return told(ClusterEvent.Delivered.class).stream().map(ClusterEvent.Delivered::message)
          .filter(message -> message.type().equals(type)).toList();
    }

    List<Message> sent(String type) {
      return sent.stream().filter(message -> type.equals(message.type())).toList();
    }
  }

  static ClusterConfig config(boolean resourceMode, String... names) {
    return new ClusterConfig(
        "linux-ha", List.of(names), List.of(new Medium.Bcast("eth0", 694)),
        new Timing(100, 250, 500, 1000, 500), ClusterConfig.Autojoin.NONE, ClusterConfig.MessageFormat.CLASSIC,
        ClusterConfig.Compression.DEFAULT, 1, 250, resourceMode, ClusterConfig.AutoFailback.ON);
  }

  Node add(String name, long generation, ClusterConfig config) {
    Node node = new Node(name, generation, config);
    nodes.put(name, node);
    return node;
  }

  Now now() {
    return new Now(nanos, EPOCH_SECONDS + nanos / 1_000_000_000, "0.00 0.00 0.00 1/1 1");
  }

  void at(long when, Runnable action) {
    queue.add(new Due(when, ++order, action));
  }

  void runMillis(long millis) {
    long end = nanos + millis * MILLI;
    while (!queue.isEmpty() && queue.peek().nanos() <= end) {
      Due due = queue.poll();
      nanos = Math.max(nanos, due.nanos());
      due.action().run();
    }
    nanos = end;
  }
}
