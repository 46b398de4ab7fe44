package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.cli.HttpAnswer;
import org.linuxha.heartbeat.cli.HttpGet;

/** The nodes of one demo and what is shown of them: their own words, asked over their sockets. */
final class DemoCluster {
  private static final List<String> NAMES = List.of("alice", "bob", "carol");
  private static final int LINKS = 2;
  private static final long LOOK_MILLIS = 200;
  private static final long ANSWER_LIMIT_MILLIS = 2_000;
  private static final long FIND_LIMIT_SECONDS = 90;
  private static final long STOP_LIMIT_MILLIS = 20_000;

  private final PrintStream out = System.out;
  private final long startNanos = System.nanoTime();
  private final DemoHome home;
  private final Path launcher;
  private final Map<String, DemoNode> nodes = new LinkedHashMap<>();
  private final Map<String, Observation> seen = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private volatile boolean stopping;
  private boolean cleared;

  DemoCluster(DemoHome home, Path launcher) {
    this.home = home;
    this.launcher = launcher;
    NAMES.forEach(name -> nodes.put(name, new DemoNode(name, home.path(), launcher)));
  }

  /** True if all found each other and the end was an ordinary one. */
  boolean run(boolean once, long seconds) throws IOException, InterruptedException {
    start();
    long endNanos = startNanos + Math.min(seconds, Long.MAX_VALUE / 2_000_000_000) * 1_000_000_000;
    boolean complete = false;
    while (!stopping && System.nanoTime() < endNanos) {
      look();
      if (!complete && isComplete()) {
        complete = true;
        showTable();
        if (once) {
          return true;
        }
      }
      if (!complete && (!ended.isEmpty() || elapsedMillis() > FIND_LIMIT_SECONDS * 1_000)) {
        explainFailure();
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return complete;
  }

  private void start() throws IOException {
    DemoNetwork network = DemoNetwork.draw(LINKS, new SecureRandom());
    out.println("Three nodes on this machine, heard by multicast on lo (" + network.groups().stream()
        .map(group -> group.address() + " port " + group.port()).reduce((a, b) -> a + " and " + b).orElse("")
        + "). Everything is in " + home.path() + "; Ctrl-C ends it and leaves nothing.");
    for (DemoNode node : nodes.values()) {
      node.writeConfig(NAMES, network);
      synchronized (this) {
        if (stopping) {
          return;
        }
        node.start();
      }
      say(node.name(), "started, process " + node.pid());
    }
  }

  private long elapsedMillis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }

  private void say(String who, String what) {
    // what nodes say of themselves must not steer the terminal
    out.printf(Locale.ROOT, "%7.2f s  %-6s %s%n", elapsedMillis() / 1000.0, who, what.replaceAll("\\p{Cntrl}", "?"));
    out.flush();
  }

  private void look() {
    for (DemoNode node : nodes.values()) {
      if (!node.isRunning()) {
        if (!stopping && ended.add(node.name())) {
          say(node.name(), "ended with status " + node.exitStatus());
          seen.remove(node.name());
        }
        continue;
      }
      if (ask(node, "/api/v1/nodes") instanceof JsonArray answer) {
        Observation now = Observation.of(answer);
        now.changesSince(seen.getOrDefault(node.name(), Observation.NOTHING))
            .forEach(change -> say(node.name(), change));
        seen.put(node.name(), now);
      }
    }
  }

  private boolean isComplete() {
    return nodes.values().stream().allMatch(DemoNode::isRunning)
        && NAMES.stream().allMatch(name -> seen.getOrDefault(name, Observation.NOTHING).isComplete(NAMES));
  }

  /** The answer as JSON; null if there is none yet. */
  private static Object ask(DemoNode node, String path) {
    Path socket = node.runDir().resolve("api.sock");
    try {
      HttpAnswer answer =
          new HttpGet(UnixDomainSocketAddress.of(socket), "demo", ANSWER_LIMIT_MILLIS).get(path);
      return answer.status() == 200 ? io.vertx.core.json.Json.decodeValue(answer.body()) : null;
    } catch (IOException | DecodeException notYet) {
      return null;
    }
  }

  private void showTable() {
    out.println();
    out.println("  " + row("NODE", NAMES.stream().map(observer -> observer + " says").toList()));
    for (String name : NAMES) {
      out.println("  " + row(name, NAMES.stream().map(observer -> seen.get(observer).statuses().get(name)).toList()));
    }
    out.println();
    for (DemoNode node : nodes.values()) {
      if (ask(node, "/api/v1/cluster") instanceof JsonObject cluster) {
        out.println("  " + node.name() + ": " + cluster.getString("http") + "/api/v1/nodes");
      }
    }
    Path alice = nodes.get("alice").runDir();
    out.println("""

          All nodes are active. From another terminal:
            %s nodes --run-dir %s
            curl --unix-socket %s/api.sock http://hb/api/v1/cluster
            kill -9 %d        (bob dies; the others say so after a deadtime of 2 s)
        """.formatted(launcher.resolveSibling("hb"), alice, alice, nodes.get("bob").pid()));
    out.flush();
  }

  private static String row(String first, List<String> others) {
    StringBuilder row = new StringBuilder(String.format("%-8s", first));
    others.forEach(cell -> row.append(String.format("%-12s", cell)));
    return row.toString().stripTrailing();
  }

  private void explainFailure() throws IOException {
    out.println();
    out.println("The nodes did not find each other. What they said last:");
    for (DemoNode node : nodes.values()) {
      for (Path file : List.of(node.output(), node.log())) {
        if (Files.exists(file)) {
          List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
          lines.subList(Math.max(0, lines.size() - 10), lines.size()).forEach(line -> say(node.name(), line));
        }
      }
    }
  }

  /** Stops every node in good order and removes the directory; once, on whatever thread the end is noticed. */
  synchronized void clearUp() {
    stopping = true;
    if (cleared) {
      return;
    }
    cleared = true;
    try {
      out.println();
      say("demo", "stops its nodes");
      nodes.values().forEach(DemoNode::askToStop);
      for (DemoNode node : nodes.values()) {
        node.awaitEnd(STOP_LIMIT_MILLIS);
      }
      home.remove();
      say("demo", "has removed " + home.path() + "; nothing is left");
    } catch (IOException e) {
      System.err.println("heartbeat demo: " + home.path() + " could not be removed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
