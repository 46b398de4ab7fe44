package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hb status}: this node and its cluster in a few lines, and what to look at. */
@Command(name = "status", description = "Shows how this node and its cluster are, and what needs attention.")
final class StatusCommand extends DaemonCommand {
  static final String NAGIOS = "--nagios";

  @Option(
      names = NAGIOS,
      description = {
        "one line for Nagios and its kin, and their exit status instead of those below:",
        "0 OK, 1 WARNING (something needs attention), 2 CRITICAL (no working daemon), 3 UNKNOWN"
      })
  private boolean nagios;

  @Override
  boolean isForMonitoring() {
    return nagios;
  }

  @Override
  String path() {
    return "/api/v1/cluster";
  }

  @Override
  boolean isWell(Object answer) {
    return ((JsonObject) answer).getJsonObject("health").getString("status").equals("ok");
  }

  @Override
  void show(Object answer, PrintWriter out) {
    JsonObject cluster = (JsonObject) answer;
    JsonObject nodes = cluster.getJsonObject("nodes");
    line(out, "Cluster", cluster.getString("name"));
    line(out, "This node", cluster.getString("node") + ", " + cluster.getString("state")
        + " since " + cluster.getString("stateSince") + " (" + cluster.getString("stateReason") + ")");
    String health = cluster.getJsonObject("health").getString("status");
    out.printf("%-11s%s%n", "Health", colours() ? Colours.paint(Text.printable(health)) : Text.printable(health));
    line(out, "Nodes", nodes.getInteger("total") + ": " + nodes.getJsonObject("byStatus").stream()
        .map(each -> each.getValue() + " " + each.getKey()).collect(Collectors.joining(", ")));
    line(out, "Membership", membership(cluster.getJsonObject("membership")));
    line(out, "Uuid", cluster.getString("uuid") + ", generation " + cluster.getLong("generation"));
    line(out, "Daemon", "version " + cluster.getString("version") + ", process " + cluster.getLong("pid")
        + ", started " + cluster.getString("started"));
    line(out, "HTTP", cluster.getString("http") == null ? "off" : cluster.getString("http"));
    list(out, "Needs attention", cluster.getJsonObject("health").getJsonArray("findings"));
    JsonArray notes = new JsonArray();
    if (cluster.getJsonObject("resources").getBoolean("configured")) {
      notes.add(cluster.getJsonObject("resources").getString("reason"));
    }
    list(out, "To know", notes.addAll(cluster.getJsonArray("notYetActive")));
  }

  private static String membership(JsonObject membership) {
    if (membership == null) {
      return "not told by this daemon";
    }
    String state = membership.getString("state");
    return state.equals("formed")
        ? membersOf(membership) + ", " + (membership.getBoolean("quorum") ? "quorum" : "no quorum")
            + ", leader " + membership.getString("leader") + ", instance " + membership.getInteger("instance")
        : state + ": " + membership.getString("reason");
  }

  private static String membersOf(JsonObject membership) {
    int members = membership.getInteger("members");
    return members + (members == 1 ? " member" : " members");
  }

  private static void line(PrintWriter out, String title, String text) {
    out.printf("%-11s%s%n", title, Text.printable(text));
  }

  private static void list(PrintWriter out, String title, JsonArray sentences) {
    if (!sentences.isEmpty()) {
      out.println(title + ":");
      sentences.forEach(sentence -> out.println("  - " + Text.printable(sentence.toString())));
    }
  }
}
