package org.linuxha.heartbeat.notation.corosync;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.Finding.Kind;

/** heartbeat.json as a corosync.conf. */
public final class ToCorosync {
  private static final int DEFAULT_DEADTIME_MILLIS = 30_000;
  private static final int PERCENT = 100;
  /** corosync.conf(5): of knet. */
  static final int MOST_LINKS = 8;

  private ToCorosync() {}

  /** @param findings what became of each setting that both know, and what is left to do */
  public record Result(String text, List<Finding> findings) {}

  /** Of a configuration that says itself whose each address is. */
  public static Result of(JsonObject json) {
    return of(json, Map.of());
  }

  /** @param addresses by node its addresses on the first link, on the second ...: what the configuration does not say */
  public static Result of(JsonObject json, Map<String, List<String>> addresses) {
    List<Finding> findings = new ArrayList<>();
    JsonObject cluster = json.getJsonObject("cluster", new JsonObject());
    JsonObject timing = json.getJsonObject("timing", new JsonObject());
    JsonArray nodes = cluster.getJsonArray("nodes", new JsonArray());
    long deadtime = timing.getLong("deadtimeMillis", (long) DEFAULT_DEADTIME_MILLIS);
    long warntime = timing.getLong("warntimeMillis", deadtime / 2);
    StringBuilder text = new StringBuilder("totem {\n  version: 2\n");
    text.append("  cluster_name: ").append(cluster.getString("name", "linux-ha")).append('\n')
        .append("  transport: knet\n  crypto_cipher: aes256\n  crypto_hash: sha256\n")
        .append("  token: ").append(deadtime).append("\n  token_coefficient: 0\n")
        .append("  token_warning: ").append(Math.max(1, Math.min(PERCENT, warntime * PERCENT / Math.max(1, deadtime))))
        .append("\n}\n\nnodelist {\n");
    List<Map<String, String>> links = links(json, addresses, findings);
    for (int i = 0; i < nodes.size(); i++) {
      String node = nodes.getString(i);
      text.append("  node {\n    name: ").append(node).append("\n    nodeid: ").append(i + 1).append('\n');
      for (int link = 0; link < links.size(); link++) {
        text.append("    ring").append(link).append("_addr: ").append(links.get(link).getOrDefault(node, node)).append('\n');
      }
      text.append("  }\n");
    }
    text.append("}\n\nquorum {\n  provider: corosync_votequorum\n").append(nodes.size() == 2 ? "  two_node: 1\n" : "")
        .append("}\n\nlogging {\n  to_syslog: yes\n}\n");
    say(findings, Kind.MAPS, "/cluster/nodes", "node", "nodelist.");
    say(findings, Kind.MAPS, "/timing/deadtimeMillis", "deadtime", "token: " + deadtime
        + " ms, and token_coefficient 0, so that it does not grow with the number of nodes.");
    say(findings, Kind.MAPS, "/timing/warntimeMillis", "warntime", "token_warning, as a part of the token.");
    say(findings, Kind.NOTE, "/keys", "authkeys", "corosync has a key of its own: corosync-keygen, and the same file on every node.");
    media(json, findings);
    if (!json.getJsonObject("resources", new JsonObject()).getJsonArray("groups", new JsonArray()).isEmpty()) {
      say(findings, Kind.NOTE, "/resources/groups", "haresources", "corosync runs no resources: hb convert --to cib.");
    }
    return new Result(text.toString(), findings);
  }

  /** By node its address on each link that is written; a node without one goes by its name. */
  private static List<Map<String, String>> links(JsonObject json, Map<String, List<String>> addresses, List<Finding> findings) {
    List<String> nodes = json.getJsonObject("cluster", new JsonObject()).getJsonArray("nodes", new JsonArray()).stream().map(String::valueOf).toList();
    List<NodeAddresses.Link> all = new NodeAddresses(nodes, json.getJsonObject("comments", new JsonObject()), addresses).links(media(json));
    List<Map<String, String>> written = new ArrayList<>();
    for (NodeAddresses.Link link : all) {
      boolean first = link == all.get(0);
      String ring = "ring" + written.size() + "_addr";
      if (written.size() == MOST_LINKS) {
        say(findings, Kind.DANGEROUS, "/network/media", link.device(), "Not mapped: corosync has at most " + MOST_LINKS + " links.");
      } else if (!link.addresses().isEmpty()) {
        written.add(link.addresses());
        say(findings, link.guessed() ? Kind.DANGEROUS : Kind.MAPS, "/network/media", link.device(), ring + (link.guessed()
            ? ", the addresses in the order of the nodes, which is a guess: compare " + link.addresses() + " with ip addr on each node, or name them with --address."
            : ": " + link.addresses() + "."));
      } else if (first) {
        written.add(Map.of());
        say(findings, Kind.MAPS, "/network/media", link.device(), ring + ": each node by its name, which must resolve to its address there.");
      } else {
        say(findings, Kind.DANGEROUS, "/network/media", "links", "The link " + link.device() + " is not written: ha.cf does not say which address a"
            + " node has there. Name them with --address NODE=ADDRESS,ADDRESS (on the first link, the second ...), or there is one link less.");
      }
    }
    if (written.isEmpty()) {
      written.add(Map.of());
    }
    return written;
  }

  private static JsonArray media(JsonObject json) {
    return json.getJsonObject("network", new JsonObject()).getJsonArray("media", new JsonArray());
  }

  private static void media(JsonObject json, List<Finding> findings) {
    JsonArray media = media(json);
    for (int i = 0; i < media.size(); i++) {
      String kind = media.getJsonObject(i).getString("kind");
      if (kind.startsWith("ping")) {
        say(findings, Kind.DANGEROUS, "/network/media/" + i, kind,
            "Not mapped: corosync has no ping nodes; ocf:pacemaker:ping does it in Pacemaker.");
      } else if (kind.equals("serial")) {
        say(findings, Kind.DANGEROUS, "/network/media/" + i, kind, "Not mapped: corosync has no serial links.");
      }
    }
  }

  private static void say(List<Finding> findings, Kind kind, String place, String what, String text) {
    findings.add(new Finding(kind, place, what, text));
  }
}
