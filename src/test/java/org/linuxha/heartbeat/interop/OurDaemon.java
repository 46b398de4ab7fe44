package org.linuxha.heartbeat.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Our daemon, started by the launcher of the tree named by the property {@code heartbeat.home}. */
final class OurDaemon extends Daemon {

  private static final Duration ASK_LIMIT = Duration.ofSeconds(8);
  private static final Path HOME =
      Path.of(System.getProperty("heartbeat.home", ".")).toAbsolutePath().normalize();

  OurDaemon(Host host, Setup setup) {
    super(host, setup);
  }

  /** The tree that is tested. */
  static Path home() {
    return HOME;
  }

  @Override
  String program() {
    return HOME.resolve("bin/heartbeat").toString();
  }

  @Override
  Kind kind() {
    return Kind.OURS;
  }

  /** What a GET on the Unix socket of the run directory answers; empty while nobody does. */
  String get(String path) {
    return host()
        .exec(ASK_LIMIT, "curl", "-s", "--max-time", "5", "--unix-socket",
            "/run/heartbeat/api.sock", "http://localhost" + path)
        .out();
  }

  JsonObject node(String name) {
    String answer = get("/api/v1/nodes");
    if (answer.isEmpty()) {
      return new JsonObject();
    }
    JsonArray nodes = new JsonArray(answer);
    return IntStream.range(0, nodes.size())
        .mapToObj(nodes::getJsonObject)
        .filter(n -> name.equals(n.getString("name")))
        .findFirst()
        .orElseGet(JsonObject::new);
  }

  @Override
  String statusOf(String node) {
    return node(node).getString("status", "");
  }

  @Override
  String linkOf(String node, String link) {
    JsonArray links = node(node).getJsonArray("links", new JsonArray());
    return IntStream.range(0, links.size())
        .mapToObj(links::getJsonObject)
        .filter(l -> link.equals(l.getString("name")))
        .map(l -> l.getString("status", ""))
        .findFirst()
        .orElse("");
  }

  @Override
  MemberView membership() {
    String answer = get("/api/v1/membership");
    return answer.isEmpty() ? MemberView.NONE : MemberView.of(new JsonObject(answer));
  }

  @Override
  List<String> processes() {
    // by what was started, not by the name it gives itself
    return host()
        .sh("for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline 2>/dev/null"
            + " | grep -q '[j]ava.* org.linuxha.heartbeat.daemon' && echo ${p#/proc/}; done; true")
        .out().lines().toList();
  }
}
