package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.linuxha.heartbeat.auth.KeyProof;
import org.linuxha.heartbeat.auth.KeyRing;

/** The stages of a rotation on all nodes: each node gets its file, all take it at the same time, and each confirms. */
final class KeyStages {
  private static final long LONGEST_WATCH_MILLIS = 15_000;
  private static final int DEFAULT_DEADTIME_MILLIS = 30_000;
  private static final int CHALLENGE_BYTES = 16;

  private final Path config;
  private final String hb;
  private final Ssh ssh;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Daemon daemon = Daemon.at(Path.of("/run/heartbeat"));

  /**
   * @param config the directory of configuration, here and there
   * @param hb what it is called on all nodes
   * @param err where progress goes
   */
  KeyStages(Path config, String hb, Ssh ssh, PrintWriter out, PrintWriter err) {
    this.config = config;
    this.hb = hb;
    this.ssh = ssh;
    this.out = out;
    this.err = err;
  }

  /** How a stage went on one node. */
  private record Went(boolean confirmed, boolean ours, String told) {}

  /** One file for all nodes, taken by all at the same time; true if each has confirmed. */
  boolean stage(KeyRotation rotation, KeyRing ring, String asked) throws CannotAnswer, InterruptedException {
    String word = rotation.stage().word();
    String self = OtherNodes.self(config);
    int proved = ring.keys().containsKey(rotation.fresh()) ? rotation.fresh() : rotation.old();
    Together together = new Together(rotation.nodes().size());
    Map<String, Long> moved = new ConcurrentHashMap<>();
    Map<String, Went> went = ssh.onAll(rotation.nodes(), node -> {
      String challenge = KeyFile.randomHex(CHALLENGE_BYTES);
      String check = "--number " + proved + " --challenge " + challenge + " --proof " + KeyProof.of(proved, ring.keys().get(proved), challenge) + " " + asked;
      String script = KeyScript.of(config.toAbsolutePath().normalize().toString(), KeyFile.text(ring), hb, check, false);
      boolean[] ready = new boolean[1];
      Ssh.Said said = ssh.talk(node.equals(self) ? null : node, script, line -> {
        if (line.equals(KeyScript.READY)) {
          ready[0] = true;
          return together.ready() ? "go\n" : "stop\n";
        }
        if (line.equals(KeyScript.MOVED)) {
          moved.put(node, System.nanoTime());
        }
        return null;
      });
      if (!ready[0]) {
        together.refuse();
      }
      boolean ours = said.text().contains(KeyScript.OURS);
      boolean confirmed = said.exit() == 0 && (ours || said.text().contains(KeyScript.C));
      Ssh.say(err, word + ": " + node + ": " + (confirmed ? ours ? "confirmed" : "confirmed, a C node" : "failed"));
      return new Went(confirmed, ours, (said.text().replaceAll("hb-keys: \\w+( \\w+)?\n", "") + " " + said.complaint()).strip());
    });
    boolean all = went.values().stream().allMatch(Went::confirmed);
    if (!all) {
      Table table = new Table("NODE", word.toUpperCase(Locale.ROOT), "");
      went.forEach((node, one) -> table.row(node, one.confirmed() ? "done" : "failed", Text.printable(one.told())));
      out.print(table);
      out.flush();
    } else if (rotation.stage() == KeyRotation.Stage.SWITCH && moved.size() > 1) {
      long window = (moved.values().stream().max(Long::compare).orElseThrow() - moved.values().stream().min(Long::compare).orElseThrow()) / 1_000_000;
      Ssh.say(err, word + ": all within " + window + " ms" + (went.values().stream().allMatch(Went::ours) ? "" : "; deadtime is " + deadtimeMillis() + " ms"));
    }
    return all;
  }

  /** After the switch: whoever no longer understands another is dead after deadtime. */
  boolean nobodyDies(KeyRotation rotation) throws CannotAnswer, InterruptedException {
    long end = System.nanoTime() + Math.min(LONGEST_WATCH_MILLIS, deadtimeMillis() + 1_000L) * 1_000_000;
    do {
      List<String> live = liveSafely();
      List<String> dead = rotation.nodes().stream().filter(node -> !live.contains(node)).toList();
      if (!dead.isEmpty()) {
        err.println("After the switch " + String.join(", ", dead) + " is no longer active.");
        return false;
      }
      Thread.sleep(250);
    } while (System.nanoTime() < end);
    return true;
  }

  /** Normal nodes that are active, as the daemon here sees them. */
  List<String> live() throws CannotAnswer {
    return nodes(true);
  }

  private List<String> nodes(boolean active) throws CannotAnswer {
    return ((JsonArray) daemon.parse(daemon.get("/api/v1/nodes"))).stream().map(JsonObject.class::cast)
        .filter(node -> "normal".equals(node.getString("type")))
        .filter(node -> "active".equals(node.getString("status")) == active)
        .map(node -> node.getString("name")).toList();
  }

  private List<String> liveSafely() {
    try {
      return live();
    } catch (CannotAnswer e) {
      return List.of();
    }
  }

  private int deadtimeMillis() {
    try {
      return ConfigSource.asJson(config).getJsonObject("timing", new JsonObject()).getInteger("deadtimeMillis", DEFAULT_DEADTIME_MILLIS);
    } catch (CannotAnswer e) {
      return DEFAULT_DEADTIME_MILLIS;
    }
  }

  /** Nodes that did not take part get the new file if their machine can be reached; of the others it is said how they come back. */
  boolean wereOff(KeyRotation rotation, KeyRing last) throws CannotAnswer, InterruptedException {
    List<String> off = Stream.concat(OtherNodes.all(config).stream(), nodes(false).stream()).distinct()
        .filter(node -> !rotation.nodes().contains(node)).toList();
    String script = KeyScript.of(config.toAbsolutePath().normalize().toString(), KeyFile.text(last), hb, "", true);
    Map<String, Ssh.Said> said = ssh.onAll(off, node -> ssh.talk(node, script, line -> line.equals(KeyScript.READY) ? "go\n" : null));
    boolean all = true;
    for (Map.Entry<String, Ssh.Said> one : said.entrySet()) {
      boolean given = one.getValue().exit() == 0;
      all &= given;
      out.println(given ? one.getKey() + " was off: it has the new authkeys and can be started."
          : one.getKey() + " was off and cannot be reached (" + Text.printable(one.getValue().complaint()) + "): with its old authkeys nobody hears it. "
              + "When its machine is back, before heartbeat starts there: hb propagate --no-enable " + one.getKey()
              + " on this node, or copy " + config.resolve("authkeys") + " there with mode 600. If it has started already, then heartbeat -r on it.");
    }
    return all;
  }
}
