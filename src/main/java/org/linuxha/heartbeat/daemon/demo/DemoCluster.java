package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The processes of one demo, the relay between them, and what orders do to both. */
final class DemoCluster {
  static final List<String> NODES = List.of("alice", "bob", "carol");
  static final List<String> LINKS = List.of("red", "blue");

  private static final long STOP_LIMIT_MILLIS = 20_000;

  private final long startNanos = System.nanoTime();
  private final DemoHome home;
  private final Reaper reaper;
  private final DemoNetwork network;
  private final Relay relay;
  private final Map<String, DemoNode> nodes = new LinkedHashMap<>();
  /** Ended by us; and ended and said. */
  private final Set<String> killed = new HashSet<>();
  private final Set<String> noted = new HashSet<>();
  private boolean stopping;
  private boolean cleared;

  DemoCluster(DemoHome home, Reaper reaper, Path launcher) throws IOException {
    this.home = home;
    this.reaper = reaper;
    network = DemoNetwork.draw(NODES, LINKS, new SecureRandom());
    relay = new Relay(network);
    for (String name : NODES) {
      nodes.put(name, new DemoNode(name, home.path(), launcher, network.httpPorts().get(name)));
    }
  }

  Collection<DemoNode> nodes() {
    return nodes.values();
  }

  DemoNode node(String name) {
    return nodes.get(name);
  }

  long millis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }

  void startAll() throws IOException {
    for (DemoNode node : nodes.values()) {
      node.writeConfig(NODES, network);
      start(node);
    }
  }

  private synchronized void start(DemoNode node) throws IOException {
    if (!stopping) {
      node.start();
    }
  }

  Scene scene(Map<String, Observation> said, List<Scene.Entry> journal) {
    Map<String, Scene.Body> bodies = new LinkedHashMap<>();
    nodes.forEach((name, node) -> bodies.put(name, body(node)));
    return new Scene(millis(), NODES, LINKS, new LinkedHashMap<>(said), bodies, relay.faults(), relay.passed(),
        relay.lost(), Collections.unmodifiableList(new ArrayList<>(journal)));
  }

  private Scene.Body body(DemoNode node) {
    if (node.isRunning()) {
      return node.isPaused() ? Scene.Body.PAUSED : Scene.Body.RUNNING;
    }
    return killed.contains(node.name()) ? Scene.Body.KILLED : Scene.Body.ENDED;
  }

  /** True once for each node that ended without an order. */
  boolean noteEnd(String name) {
    DemoNode node = nodes.get(name);
    return !node.isRunning() && !killed.contains(name) && noted.add(name);
  }

  /** Whether one ended without an order. */
  boolean hasEnded() {
    return !noted.isEmpty();
  }

  /**
   * @param resumeLater is told whom to resume, and after how many milliseconds
   * @throws Order.Wrong if that makes no sense now
   */
  void carryOut(Order order, BiConsumer<DemoNode, Long> resumeLater)
      throws Order.Wrong, IOException, InterruptedException {
    DemoNode node = nodes.get(order.node());
    if (order instanceof Order.Start) {
      demand(!node.isRunning(), node.name() + " runs already.");
      killed.remove(node.name());
      noted.remove(node.name());
      start(node);
    } else if (order instanceof Order.Heal) {
      become(node == null ? Faults.NONE : relay.faults().healing(node.name()));
    } else if (order instanceof Order.Cut cut) {
      demand(!relay.faults().isCut(cut.node(), cut.link()),
          cut.node() + "'s link " + cut.link() + " is cut already; heal it with: heal " + cut.node() + ".");
      relay.set(relay.faults().cutting(cut.node(), cut.link()));
    } else {
      demand(node.isRunning(), node.name() + " does not run; start it first.");
      process(order, node, resumeLater);
    }
  }

  private void process(Order order, DemoNode node, BiConsumer<DemoNode, Long> resumeLater)
      throws Order.Wrong, IOException, InterruptedException {
    if (order instanceof Order.Kill) {
      killed.add(node.name());
      node.kill();
      node.awaitEnd(STOP_LIMIT_MILLIS);
    } else if (order instanceof Order.Pause pause) {
      demand(!node.isPaused(), node.name() + " stands still already.");
      node.pause();
      resumeLater.accept(node, (long) pause.millis());
    } else if (order instanceof Order.Lose lose) {
      relay.set(relay.faults().losing(lose.node(), lose.percent()));
    } else if (order instanceof Order.Delay delay) {
      become(relay.faults().delaying(delay.node(), delay.link(), delay.millis()));
    }
  }

  /** What is late the daemons do themselves; all else the relay does. */
  private void become(Faults next) throws IOException, InterruptedException {
    Faults before = relay.faults();
    relay.set(next);
    for (DemoNode node : nodes.values()) {
      if (!before.delays(node.name()).equals(next.delays(node.name()))) {
        node.delay(next.delays(node.name()));
      }
    }
  }

  private static void demand(boolean right, String otherwise) throws Order.Wrong {
    if (!right) {
      throw new Order.Wrong(otherwise);
    }
  }

  /** The ends of what the nodes wrote, for a demo that does not come up. */
  List<String> lastWords() throws IOException {
    List<String> words = new ArrayList<>();
    for (DemoNode node : nodes.values()) {
      for (Path file : List.of(node.output(), node.log())) {
        if (Files.exists(file)) {
          List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
          lines.subList(Math.max(0, lines.size() - 10), lines.size())
              .forEach(line -> words.add(node.name() + ": " + Words.printable(line)));
        }
      }
    }
    return words;
  }

  /**
   * Stops every node in good order and removes the directory; once, on whatever thread the end is noticed.
   *
   * @return false if something may be left
   */
  synchronized boolean clearUp() throws IOException, InterruptedException {
    stopping = true;
    if (cleared) {
      return true;
    }
    cleared = true;
    relay.set(Faults.NONE);
    for (DemoNode node : nodes.values()) {
      node.askToStop();
    }
    for (DemoNode node : nodes.values()) {
      node.awaitEnd(STOP_LIMIT_MILLIS);
    }
    relay.close();
    home.remove();
    reaper.dismiss();
    return true;
  }
}
