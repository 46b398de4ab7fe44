package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Evidence;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Several membership services on virtual time, with an idealised cluster layer between them: messages in
 * order and without loss unless a path is cut, deaths after deadtime of silence, each observer on its own.
 * The real cluster layer under it is the simulator's business; here single steps can be seen.
 */
final class Lab {
  static final long MILLIS = 1_000_000L;

  final long keepaliveMillis;
  final long deadtimeMillis;
  final TreeMap<String, LabNode> nodes = new TreeMap<>();
  final TreeSet<String> table = new TreeSet<>();
  final List<String> lines = new ArrayList<>();
  final List<Message> sent = new ArrayList<>();
  private final Random random;
  private final Set<String> cuts = new HashSet<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final Map<String, Long> lastArrival = new TreeMap<>();
  private CcmTrace trace;
  private Consumer<LabNode> afterEvent = node -> {};
  String quorum = "";
  long delayMillis = 2;
  long jitterMillis;
  /** How much later than ours a C-like daemon finds a node dead. */
  long latenessOfCMillis;
  long nowNanos;
  private long sequence;

  private record Due(long nanos, long order, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(order, other.order);
    }
  }

  Lab(long seed, long keepaliveMillis, long deadtimeMillis, String... names) {
    this.random = new Random(seed);
    this.keepaliveMillis = keepaliveMillis;
    this.deadtimeMillis = deadtimeMillis;
    table.addAll(List.of(names));
    trace = new CcmTrace(List.copyOf(table));
  }

  /** Called with a node after each event it dealt with. */
  void afterEvent(Consumer<LabNode> check) {
    afterEvent = check;
  }

  Random random() {
    return random;
  }

  // time

  void at(long nanos, Runnable action) {
    queue.add(new Due(Math.max(nanos, nowNanos), ++sequence, action));
  }

  void in(long millis, Runnable action) {
    at(nowNanos + millis * MILLIS, action);
  }

  void run(long millis) {
    long end = nowNanos + millis * MILLIS;
    while (!queue.isEmpty() && queue.peek().nanos() <= end) {
      Due due = queue.poll();
      nowNanos = due.nanos();
      due.action().run();
    }
    nowNanos = end;
  }

  Now now() {
    return new Now(nowNanos, nowNanos / 1_000_000_000L, "");
  }

  void line(String who, String text) {
    lines.add("%9.3f %s %s".formatted(nowNanos / 1e9, who, text));
  }

  // what can be done to nodes

  /** A daemon that runs a membership service comes up. */
  LabNode start(String name) {
    return start(name, false);
  }

  LabNode start(String name, boolean likeC) {
    LabNode node = new LabNode(this, name, likeC);
    nodes.put(name, node);
    for (String other : table) {
      LabNode peer = nodes.get(other);
      boolean heard = peer != null && peer.up && hears(name, other);
      node.feed(new ClusterEvent.NodeAdded(other, NodeType.NORMAL, null, "init", 100, "", List.of()));
      if (peer != null && peer.up) {
        node.learnsKindOf(peer);
        peer.learnsKindOf(node);
      }
      if (heard || other.equals(name)) {
        node.sees(other, "active");
      }
      if (peer != null && peer != node && peer.up && hears(other, name)) {
        in(1, () -> peer.seesNewLife(name));
      }
    }
    in(100, () -> node.active());
    in(deadtimeMillis, () -> node.giveUpOnTheUnheard());
    return node;
  }

  /** As kill -9 of everything on the node. */
  void crash(String name) {
    LabNode node = nodes.get(name);
    node.up = false;
    for (LabNode other : nodes.values()) {
      if (other != node && other.up) {
        silence(other, name);
      }
    }
  }

  void stop(String name) {
    LabNode node = nodes.get(name);
    node.feed(new ClusterEvent.LocalStatus(LocalState.STOPPING, LocalState.ACTIVE, "stopped"));
    in(200, () -> crash(name));
  }

  /** {@code to} no longer hears {@code from}. */
  void cut(String from, String to) {
    if (!from.equals(to) && cuts.add(from + ">" + to) && nodes.get(to) != null) {
      silence(nodes.get(to), from);
    }
  }

  void cutBoth(String a, String b) {
    cut(a, b);
    cut(b, a);
  }

  void heal() {
    List<String> healed = List.copyOf(cuts);
    cuts.clear();
    for (String path : healed) {
      LabNode to = nodes.get(path.split(">")[1]);
      String from = path.split(">")[0];
      if (to != null && to.up && nodes.get(from) != null && nodes.get(from).up) {
        to.hearsAgain(from);
      }
    }
  }

  /**
   * As heal, but who was cut off is heard with its next heartbeat, somewhen within keepalive; whoever hears a node come
   * back shows itself at once, as our cluster layer does.
   */
  void healWithTheNextHeartbeats() {
    cuts.clear();
    nodes.keySet().forEach(name -> at(nowNanos + random.nextLong(keepaliveMillis * MILLIS), () -> heartbeat(name)));
  }

  private void heartbeat(String from) {
    for (LabNode to : nodes.values()) {
      if (to.up && !to.name.equals(from) && hears(to.name, from)) {
        at(arrival(from, to.name), () -> {
          if ("dead".equals(to.status.get(from))) {
            heartbeat(to.name);
            to.hearsAgain(from);
          }
        });
      }
    }
  }

  boolean hears(String to, String from) {
    return !cuts.contains(from + ">" + to);
  }

  private void silence(LabNode observer, String silent) {
    long since = ++observer.silences;
    observer.silentSince.put(silent, since);
    long spread = random.nextInt(30) + (observer.likeC ? latenessOfCMillis : 0);
    observer.deadlineNanos.put(silent, nowNanos + (deadtimeMillis + spread) * MILLIS);
    in(deadtimeMillis + spread, () -> observer.declareDead(silent, since));
  }

  // messages

  void send(LabNode from, Message message) {
    Message complete = message.with(Fields.SOURCE, from.name);
    String to = message.text(Fields.DESTINATION, "");
    String text = trace.describe(complete);
    sent.add(complete);
    line(from.name, "-> " + (to.isEmpty() ? "all" : to) + " " + text);
    for (LabNode node : nodes.values()) {
      boolean addressed = to.isEmpty() || to.equals(node.name);
      if (addressed && node.up && (node == from || hears(node.name, from.name))) {
        deliver(from, node, complete);
      }
    }
  }

  private void deliver(LabNode from, LabNode to, Message message) {
    long life = to.life;
    at(arrival(from.name, to.name), () -> to.hear(message, from == to, life));
  }

  /** When what is sent now will be there: in order on each path. */
  private long arrival(String from, String to) {
    String path = from + ">" + to;
    long delayNanos = from.equals(to) ? 0 : delayMillis * MILLIS + (jitterMillis == 0 ? 0 : random.nextLong(jitterMillis * MILLIS));
    long arrival = Math.max(nowNanos + delayNanos, lastArrival.getOrDefault(path, 0L));
    lastArrival.put(path, arrival);
    return arrival;
  }

  void happened(LabNode node) {
    afterEvent.accept(node);
  }

  Evidence evidence() {
    return new Evidence(nowNanos - deadtimeMillis * MILLIS, "net", deadtimeMillis, deadtimeMillis, 0, 0);
  }

  // what can be asked

  /** The members of each running node's last view. */
  Map<String, List<String>> memberships() {
    Map<String, List<String>> views = new TreeMap<>();
    nodes.forEach((name, node) -> {
      if (node.up) {
        views.put(name, node.view() == null ? List.of() : node.view().names());
      }
    });
    return views;
  }

  /** True if all those nodes are stable and agree on being exactly those. */
  boolean agree(String... names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      LabNode node = nodes.get(name);
      View view = node.view();
      if (view == null || node.ccm().state() != CcmState.JOINED || !view.names().equals(List.of(names))) {
        return false;
      }
      seen.add(view.instance() + " " + view.leader() + " " + view.quorum() + " " + node.ccm().machine().group.cookie());
    }
    return seen.size() == 1;
  }

  /** Runs until that is so; the milliseconds it took, or fails. */
  long until(long limitMillis, java.util.function.BooleanSupplier condition) {
    long start = nowNanos;
    while (!condition.getAsBoolean()) {
      if (queue.isEmpty() || queue.peek().nanos() > start + limitMillis * MILLIS) {
        throw new AssertionError("not within " + limitMillis + " ms:\n" + String.join("\n", tail(60)));
      }
      Due due = queue.poll();
      nowNanos = due.nanos();
      due.action().run();
    }
    return (nowNanos - start) / MILLIS;
  }

  List<String> tail(int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** True if some line since that place holds the text. */
  long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }
}
