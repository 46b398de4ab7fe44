package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code hb members}: who agrees to be the cluster, and why there is no such agreement if there is none. */
@Command(
    name = "members",
    description = "Shows the membership that the nodes agreed on; it is well while it is formed and has quorum.")
final class MembersCommand extends DaemonCommand {
  @Override
  String path() {
    return "/api/v1/membership";
  }

  @Override
  boolean isWell(Object answer) {
    return ((JsonObject) answer).getBoolean("quorum");
  }

  @Override
  void show(Object answer, PrintWriter out) {
    JsonObject membership = (JsonObject) answer;
    String state = membership.getString("state");
    out.println(Text.printable(
        "Membership " + state + " for " + Text.span(membership.getLong("sinceAgoMillis")) + ": " + membership.getString("reason")));
    if (membership.getInteger("instance") == null) {
      return;
    }
    if (!state.equals("formed")) {
      out.println("The last one was:");
    }
    out.println(Text.printable(
        "Instance " + membership.getInteger("instance") + ", view " + membership.getLong("view") + " of this node, leader "
            + membership.getString("leader") + ", " + (membership.getBoolean("quorum") ? "quorum" : "no quorum")));
    Table table = new Table("MEMBER", "INDEX", "BORN ON", "");
    for (JsonObject member : objects(membership.getJsonArray("members"))) {
      String name = member.getString("name");
      table.row(
          name + (name.equals(membership.getString("leader")) ? " (leader)" : ""),
          String.valueOf(member.getInteger("index")),
          String.valueOf(member.getInteger("bornOn")),
          membership.getJsonArray("joined").contains(name) ? "joined" : "");
    }
    out.print(table.text(colours()));
    if (!membership.getJsonArray("left").isEmpty()) {
      out.println(Text.printable("Left: " + membership.getJsonArray("left").stream()
          .map(String::valueOf).collect(Collectors.joining(", "))));
    }
  }
}
