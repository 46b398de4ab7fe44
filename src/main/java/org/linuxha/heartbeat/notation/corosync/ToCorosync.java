package org.linuxha.heartbeat.notation.corosync;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.Finding.Kind;

/** heartbeat.json as a corosync.conf. */
public final class ToCorosync {
  private static final int DEFAULT_DEADTIME_MILLIS = 30_000;
  private static final int PERCENT = 100;

  private ToCorosync() {}

  /** @param findings what became of each setting that both know, and what is left to do */
  public record Result(String text, List<Finding> findings) {}

  public static Result of(JsonObject json) {
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
    for (int i = 0; i < nodes.size(); i++) {
      text.append("  node {\n    name: ").append(nodes.getString(i)).append("\n    nodeid: ").append(i + 1)
          .append("\n    ring0_addr: ").append(nodes.getString(i)).append("\n  }\n");
    }
    text.append("}\n\nquorum {\n  provider: corosync_votequorum\n").append(nodes.size() == 2 ? "  two_node: 1\n" : "")
        .append("}\n\nlogging {\n  to_syslog: yes\n}\n");
    say(findings, Kind.MAPS, "/cluster/nodes", "node", "nodelist; each by its name, which must resolve to its address on the first link.");
    say(findings, Kind.MAPS, "/timing/deadtimeMillis", "deadtime", "token: " + deadtime
        + " ms, and token_coefficient 0, so that it does not grow with the number of nodes.");
    say(findings, Kind.MAPS, "/timing/warntimeMillis", "warntime", "token_warning, as a part of the token.");
    say(findings, Kind.NOTE, "/keys", "authkeys", "corosync has a key of its own: corosync-keygen, and the same file on every node.");
    links(json, findings);
    if (!json.getJsonObject("resources", new JsonObject()).getJsonArray("groups", new JsonArray()).isEmpty()) {
      say(findings, Kind.NOTE, "/resources/groups", "haresources", "corosync runs no resources: hb convert --to cib.");
    }
    return new Result(text.toString(), findings);
  }

  private static void links(JsonObject json, List<Finding> findings) {
    Set<String> devices = new TreeSet<>();
    JsonArray media = json.getJsonObject("network", new JsonObject()).getJsonArray("media", new JsonArray());
    for (int i = 0; i < media.size(); i++) {
      JsonObject medium = media.getJsonObject(i);
      String kind = medium.getString("kind");
      if (kind.startsWith("ping")) {
        say(findings, Kind.DANGEROUS, "/network/media/" + i, kind,
            "Not mapped: corosync has no ping nodes; ocf:pacemaker:ping does it in Pacemaker.");
      } else if (kind.equals("serial")) {
        say(findings, Kind.DANGEROUS, "/network/media/" + i, kind, "Not mapped: corosync has no serial links.");
      } else {
        devices.add(medium.getString("device"));
      }
    }
    if (devices.size() > 1) {
      say(findings, Kind.DANGEROUS, "/network/media", "links", "Only the first link is written: ha.cf does not say which address a node has"
          + " on " + String.join(", ", devices) + ". Add ring1_addr and so on to each node, or there is one link only.");
    }
  }

  private static void say(List<Finding> findings, Kind kind, String place, String what, String text) {
    findings.add(new Finding(kind, place, what, text));
  }
}
