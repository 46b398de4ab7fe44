package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The state of the cluster as a check of Nagios, Icinga and their kin wants it: one line, numbers behind
 * a bar, and an exit status of their four.
 *
 * @param text one sentence or more, on one line
 * @param numbers {@code name=value} pairs, or nothing
 */
record Monitoring(Level level, String text, String numbers) {
  /** In the order of the exit statuses of the monitoring plugins. */
  enum Level {
    /** All is well. */
    OK,
    /** This node works, and something in its cluster needs attention. */
    WARNING,
    /** This node is no working part of a cluster. */
    CRITICAL,
    /** The check itself cannot be made. */
    UNKNOWN;

    int exitStatus() {
      return ordinal();
    }
  }

  /** From the answer of {@code /api/v1/cluster}. */
  static Monitoring of(JsonObject cluster) {
    List<String> findings =
        cluster.getJsonObject("health").getJsonArray("findings").stream().map(String::valueOf).toList();
    JsonObject nodes = cluster.getJsonObject("nodes");
    long active = nodes.getJsonObject("byStatus").getLong("active", 0L);
    long dead = nodes.getJsonObject("byStatus").getLong("dead", 0L);
    long total = nodes.getLong("total");
    boolean works = cluster.getString("state").equals("active");
    Level level = !works ? Level.CRITICAL : findings.isEmpty() ? Level.OK : Level.WARNING;
    String text =
        cluster.getString("node") + " is " + cluster.getString("state") + ", " + active + " of " + total
            + " nodes active"
            + findings.stream().map(finding -> ". " + finding.replaceAll("\\.$", "")).collect(Collectors.joining());
    return new Monitoring(
        level, text, "nodes=" + total + " active=" + active + ";;;0;" + total + " dead=" + dead + ";;;0;" + total);
  }

  /** There is no answer: a daemon that does not run or hangs is what the check is for; one that may be well is not. */
  static Monitoring of(CannotAnswer failure) {
    boolean known = !failure.isWithoutVerdict() && (failure.exitStatus() == Exit.NOT_RUNNING || failure.exitStatus() == Exit.FAILED);
    return new Monitoring(known ? Level.CRITICAL : Level.UNKNOWN, failure.getMessage(), "");
  }

  @Override
  public String toString() {
    String line = "HEARTBEAT " + level.name().toUpperCase(Locale.ROOT) + " - " + Text.printable(text).replace('|', '/');
    return numbers.isEmpty() ? line : line + " | " + numbers;
  }
}
