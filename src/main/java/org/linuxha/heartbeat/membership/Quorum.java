package org.linuxha.heartbeat.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The chain of quorum plugins of {@code env quorum=} (ccm.md 7.1): asked in order, the first yes or no
 * counts. If nobody decides there is no quorum.
 *
 * @param plugins in the order they are asked
 * @param unknown names that are no plugin of ours; skipped, as C skips what it cannot load
 */
public record Quorum(List<QuorumPlugin> plugins, List<String> unknown) {
  /** What C takes if nothing is configured. */
  public static final String DEFAULT = "majority:twonodes";

  private static final Map<String, QuorumPlugin> KNOWN =
      Map.of(
          QuorumPlugin.MAJORITY.name(), QuorumPlugin.MAJORITY,
          QuorumPlugin.TWO_NODES.name(), QuorumPlugin.TWO_NODES,
          QuorumPlugin.WEIGHT.name(), QuorumPlugin.WEIGHT);

  public Quorum {
    plugins = List.copyOf(plugins);
    unknown = List.copyOf(unknown);
  }

  /** Reads a colon-separated list of names; an empty one is the default. */
  public static Quorum parse(String names) {
    List<QuorumPlugin> plugins = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : (names.isBlank() ? DEFAULT : names.trim()).split(":")) {
      QuorumPlugin plugin = KNOWN.get(name);
      if (plugin != null) {
        plugins.add(plugin);
      } else if (!name.isEmpty()) {
        unknown.add(name);
      }
    }
    return new Quorum(plugins, unknown);
  }

  /** Who decided, and how. */
  public record Decision(boolean quorum, String reason) {}

  public Decision decide(QuorumPlugin.Votes votes) {
    for (QuorumPlugin plugin : plugins) {
      QuorumPlugin.Verdict verdict = plugin.decide(votes);
      if (verdict != QuorumPlugin.Verdict.TIE) {
        return new Decision(
            verdict == QuorumPlugin.Verdict.YES,
            plugin.name() + ": " + votes.members() + " of " + votes.nodes() + " nodes");
      }
    }
    return new Decision(false, "no quorum plugin decided: quorum is assumed lost");
  }
}
