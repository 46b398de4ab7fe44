package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A text file made from JSON, line by line; which line comes from where is remembered. */
final class Written {
  private final JsonObject comments;
  private final Set<String> commented = new HashSet<>();
  private final StringBuilder text = new StringBuilder();
  private final List<String> pointers = new ArrayList<>();

  Written(JsonObject comments) {
    this.comments = comments;
  }

  void head() {
    if (comments.containsKey(Comments.HEAD)) {
      before(Comments.HEAD);
      raw("", "");
    }
  }

  /** Comments that stand alone. */
  void comments(String pointer) {
    before(pointer);
  }

  /** A line with the comments of that pointer. */
  void line(String pointer, String line) {
    before(pointer);
    String behind = comments.getJsonObject(pointer, new JsonObject()).getString("behind", "");
    raw(pointer, behind.isEmpty() ? line : line + " " + behind);
  }

  /** Comments whose setting is gone, and those below everything. */
  void end(Predicate<String> ours) {
    for (Map.Entry<String, Object> entry : comments) {
      String pointer = entry.getKey();
      if (ours.test(pointer) && !pointer.equals(Comments.END) && !commented.contains(pointer)) {
        before(pointer);
        String behind = comments.getJsonObject(pointer).getString("behind", "");
        if (!behind.isEmpty()) {
          raw("", behind);
        }
      }
    }
    before(Comments.END);
  }

  private void before(String pointer) {
    commented.add(pointer);
    JsonArray lines = comments.getJsonObject(pointer, new JsonObject()).getJsonArray("before", new JsonArray());
    lines.forEach(line -> raw("", String.valueOf(line)));
  }

  private void raw(String pointer, String line) {
    text.append(line).append('\n');
    pointers.add(pointer);
  }

  String text() {
    return text.toString();
  }

  /** Where that line comes from, from 1; empty if from nowhere in particular. */
  String pointer(int line) {
    return line < 1 || line > pointers.size() ? "" : pointers.get(line - 1);
  }
}
