package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.config.Configuration.Stonith;
import org.linuxha.heartbeat.problem.Code;

/**
 * {@code stonith TYPE FILE} and {@code stonith_host HOST TYPE ARGS}. Whether the plugin exists is
 * not checked: nothing uses it yet. What stands behind the type may be a password and is never
 * shown.
 */
final class StonithDirectives {
  private StonithDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.line("stonith", StonithDirectives::fromFile),
        Directive.line("stonith_host", StonithDirectives::forHost));
  }

  private static void fromFile(Entry entry) throws Refusal {
    List<String> words = entry.words();
    if (words.isEmpty()) {
      throw new Refusal(Code.STONITH_INVALID, "No Stonith type given");
    }
    String file = words.size() < 2 ? "" : words.get(1);
    if (file.isEmpty() || !entry.environment().exists(file)) {
      throw new Refusal(Code.STONITH_INVALID,
          "Invalid Stonith config file [" + Statement.printable(file) + "]: it does not exist");
    }
    entry.draft().stonith.add(new Stonith(words.get(0), file, true));
  }

  /** A line for another host is ignored whatever it says: the file is the same on all nodes. */
  private static void forHost(Entry entry) throws Refusal {
    List<String> words = entry.words();
    if (words.isEmpty()) {
      throw new Refusal(Code.STONITH_INVALID, "No Stonith hostname argument given");
    }
    String host = words.get(0);
    if (!host.equals("*") && !host.equalsIgnoreCase(entry.draft().input.nodeName())) {
      return;
    }
    if (words.size() < 2) {
      throw new Refusal(Code.STONITH_INVALID, "No Stonith type given");
    }
    if (words.size() < 3) {
      throw new Refusal(Code.STONITH_INVALID, "Invalid Stonith configuration parameter []");
    }
    entry.draft().stonith.add(new Stonith(
        words.get(1), String.join(" ", words.subList(2, words.size())), false));
  }
}
