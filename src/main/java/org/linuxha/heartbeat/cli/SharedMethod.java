package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.linuxha.heartbeat.auth.Algorithm;

/**
 * The strongest method of authkeys that all members of a cluster know, and how that was found out.
 *
 * @param reason a sentence for people
 */
record SharedMethod(Algorithm algorithm, String reason) {
  /** C Heartbeat 3.0.6, and every version before it that signs at all (wire.md 2.1). */
  private static final Set<Algorithm> C_KNOWS = EnumSet.of(Algorithm.CRC, Algorithm.MD5, Algorithm.SHA1);
  private static final Set<Algorithm> OURS_KNOW = EnumSet.allOf(Algorithm.class);

  /** Who is in the cluster, by what runs there; a node that nobody has heard may run C. */
  private record Members(List<String> ours, List<String> c, List<String> unheard) {
    private Members() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private boolean areAllOurs() {
      return c.isEmpty() && unheard.isEmpty();
    }
  }

  /** From the cluster that runs if its daemon here can be asked, else from the configuration there, else for any cluster. */
  static SharedMethod find(Daemon daemon, Path config) {
    try {
      return ofMembers(members((JsonArray) daemon.parse(daemon.get("/api/v1/nodes"))));
    } catch (CannotAnswer | ClassCastException | NullPointerException nobody) {
      return ofConfiguration(config);
    }
  }

  private static Members members(JsonArray nodes) {
    Members members = new Members();
    for (Object each : nodes) {
      JsonObject node = (JsonObject) each;
      if ("normal".equals(node.getString("type"))) {
        boolean heard = List.of("up", "active").contains(node.getString("status"));
        (node.getString("capabilities") != null ? members.ours() : heard ? members.c() : members.unheard()).add(node.getString("name"));
      }
    }
    return members;
  }

  private static SharedMethod ofMembers(Members members) {
    List<String> what = new ArrayList<>();
    addIfAny(what, members.ours(), "of our own kind");
    addIfAny(what, members.c(), "C Heartbeat");
    addIfAny(what, members.unheard(), "not heard, so perhaps C Heartbeat");
    return chosen(members.areAllOurs(), "the daemon here says who is in the cluster: " + String.join("; ", what));
  }

  private static void addIfAny(List<String> what, List<String> nodes, String kind) {
    if (!nodes.isEmpty()) {
      what.add(String.join(", ", nodes) + (nodes.size() == 1 ? " is " : " are ") + kind);
    }
  }

  private static SharedMethod ofConfiguration(Path config) {
    List<String> nodes = List.of();
    try {
      nodes = Files.isDirectory(config) ? OtherNodes.all(config) : List.of();
    } catch (CannotAnswer none) {
      // then it says nothing of nodes
    }
    return chosen(false, "no daemon of ours answers here, and "
        + (nodes.isEmpty() ? "there is no configuration that names nodes in " + config
            : "the configuration in " + config + " does not say what runs on " + String.join(", ", nodes)) + ", so it may be C Heartbeat");
  }

  private static SharedMethod chosen(boolean allOurs, String how) {
    Set<Algorithm> shared = EnumSet.copyOf(OURS_KNOW);
    if (!allOurs) {
      shared.retainAll(C_KNOWS);
    }
    Algorithm best = shared.stream().max(Comparator.naturalOrder()).orElseThrow();
    return new SharedMethod(best, best.word() + " was chosen, the strongest method that " + (allOurs ? "all nodes know" : "all nodes know, C Heartbeat too") + ": " + how + ".");
  }
}
