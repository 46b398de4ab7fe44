package org.linuxha.heartbeat.notation.pacemaker;

import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.notation.Finding;

/**
 * A Pacemaker configuration before it is written down.
 *
 * @param groups a line of haresources each, in order
 * @param failback resources go back to the node that prefers them when it returns
 * @param kept lines that have no counterpart, without secrets: they go into the output as comments
 * @param findings what was done with each line, and what to know about it
 */
public record Migration(
    String clusterName, List<String> nodes, List<Group> groups, List<Fence> fencing, boolean failback, List<String> kept,
    List<Finding> findings) {

  /** What a preferring node counts: more than no preference, less than a stickiness of INFINITY. */
  static final int PREFERENCE = 100;

  public Migration {
    nodes = List.copyOf(nodes);
    groups = List.copyOf(groups);
    fencing = List.copyOf(fencing);
    kept = List.copyOf(kept);
    findings = List.copyOf(findings);
  }

  /** One line of haresources: started from left to right on one node, stopped the other way. */
  record Group(String id, String node, List<Primitive> members) {}

  /** A device, and the only host that can use it; empty: every host can. */
  record Fence(Primitive device, Optional<String> host) {}

  /** What {@code resource-stickiness} says. */
  String stickiness() {
    return failback ? "0" : "INFINITY";
  }

  /** True if the output holds parameters of fencing devices, which may be passwords. */
  public boolean isSecret() {
    return !fencing.isEmpty();
  }
}
