package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.problem.Code;

/** Who belongs to the cluster: node. */
final class NodeDirectives {
  /** C Heartbeat stores so many characters of a name. */
  static final int LONGEST_NAME = 99;

  private NodeDirectives() {}

  static List<Directive> table() {
    return List.of(Directive.values("node", NodeDirectives::node));
  }

  private static void node(Entry entry) {
    String name = entry.value().toLowerCase(Locale.ROOT);
    if (name.length() > LONGEST_NAME) {
      name = name.substring(0, LONGEST_NAME);
      entry.warn(Code.NODE_NAME_CUT, "The name is cut to " + LONGEST_NAME + " characters");
    }
    if (!entry.draft().nodes.add(name)) {
      entry.warn(Code.NODE_REPEATED, "Node [" + Statement.printable(name) + "] is named twice");
      return;
    }
    entry.draft().nodeOrder.add(name);
  }
}
