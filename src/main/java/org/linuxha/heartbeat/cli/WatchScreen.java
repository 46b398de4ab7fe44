package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** Lines of the event stream for people, or as they are. */
final class WatchScreen {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final boolean asTheyAre;
  private boolean lost;
  private boolean begun;

  WatchScreen(PrintWriter out, boolean asTheyAre) {
    this.out = out;
    this.asTheyAre = asTheyAre;
  }

  void show(String line, JsonObject event) {
    if (asTheyAre) {
      out.println(line);
    } else {
      String text = text(event);
      if (!text.isEmpty()) {
        out.println(Text.printable(text));
      }
    }
    out.flush();
    lost = false;
    begun = true;
  }

  /** The stream ended without our wish; said once until it is back. */
  void lost() {
    if (!lost && !asTheyAre) {
      out.println(note(Instant.now(), "The daemon is gone; waiting for it."));
      out.flush();
    }
    lost = true;
  }

  private String text(JsonObject event) {
    Instant time = Instant.parse(event.getString("time"));
    return switch (event.getString("type")) {
      case "ping" -> "";
      case "snapshot" -> note(time, (begun ? "A fresh picture: " + event.getString("reason", "") + ". " : "") + picture(event));
      case "resumed" -> note(time, "The daemon is heard again; nothing was missed.");
      case "cut" -> note(time, event.getString("text"));
      default -> TIME.format(time) + "  " + pad(event.getString("type")) + "  " + event.getString("text");
    };
  }

  private static String note(Instant time, String text) {
    return TIME.format(time) + "  -- " + text;
  }

  private static String pad(String type) {
    return type + " ".repeat(Math.max(0, 18 - type.length()));
  }

  private static String picture(JsonObject event) {
    JsonObject data = event.getJsonObject("data");
    String nodes =
        data.getJsonArray("nodes").stream()
            .map(each -> (JsonObject) each)
            .map(node -> node.getString("name") + " " + node.getString("status"))
            .collect(Collectors.joining(", "));
    JsonObject membership = data.getJsonObject("membership");
    return event.getString("subject") + " sees " + (nodes.isEmpty() ? "no nodes yet" : nodes) + "; membership "
        + membership.getString("state") + (membership.getBoolean("quorum") ? " with quorum." : " without quorum.");
  }
}
