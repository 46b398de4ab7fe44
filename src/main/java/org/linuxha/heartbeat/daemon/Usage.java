package org.linuxha.heartbeat.daemon;

import java.io.PrintStream;
import java.util.Set;

/** Which combinations of options make no sense, and what is said then. */
final class Usage {
  static final String SYNOPSIS =
      "heartbeat [-dDkMrRsvWlVf] [-C Current-resource-state]%n"
          + "                 [--config-dir DIR] [--run-dir DIR] [--state-dir DIR]%n"
          + "                 [--node NAME] [--http HOST:PORT|off]";
  private static final Set<String> RESOURCE_STATES = Set.of("none", "local", "foreign", "all");

  private Usage() {}

  /** What is wrong with the combination; null if nothing. */
  static String complaint(Options options) {
    String held = options.heldResources;
    if (held != null && !RESOURCE_STATES.contains(held)) {
      return "encode_resources: bad resource type [" + held + "]";
    }
    if (held != null && !options.restart) {
      return "-C is only valid with -R";
    }
    if (options.reread && options.restart) {
      return "-r and -R exclude each other";
    }
    return null;
  }

  static void print(PrintStream err, String reason) {
    err.println("heartbeat: " + reason);
    err.println();
    err.println("Usage: " + String.format(SYNOPSIS));
    err.println("\t-C only valid with -R");
    err.println("\t-r is mutually exclusive with -R");
    err.println("\theartbeat --help explains the options");
  }
}
