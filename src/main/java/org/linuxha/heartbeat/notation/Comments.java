package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Comments on their way into JSON, which has none: under {@code comments}, by the pointer of what they
 * stand above ({@code before}) or beside ({@code behind}). They are kept as written, {@code #} included.
 */
final class Comments {
  /** Those above everything, parted from the first setting by an empty line. */
  static final String HEAD = "";

  /** Those below everything. */
  static final String END = "/end";

  private final JsonObject byPointer = new JsonObject();
  private final List<String> pending = new ArrayList<>();
  private boolean anythingSet;

  /** A line that holds a comment alone, or nothing. */
  void alone(String comment) {
    if (comment.isEmpty() && pending.isEmpty()) {
      return;
    }
    if (comment.isEmpty() && !anythingSet && !byPointer.containsKey(HEAD)) {
      flush(HEAD);
    } else {
      pending.add(comment);
    }
  }

  /** That setting was read; what waits stands above it, and this beside it. */
  void at(String pointer, String beside) {
    flush(pointer);
    anythingSet = true;
    if (beside.isEmpty()) {
      return;
    }
    JsonObject there = there(pointer);
    if (there.containsKey("behind")) {
      before(there).add(beside);
    } else {
      there.put("behind", beside);
    }
  }

  /** What stands beside a line that sets nothing waits for the next that does. */
  void besideNothing(String comment) {
    if (!comment.isEmpty()) {
      pending.add(comment);
    }
  }

  JsonObject end() {
    flush(END);
    return byPointer;
  }

  private void flush(String pointer) {
    while (!pending.isEmpty() && pending.get(pending.size() - 1).isEmpty()) {
      pending.remove(pending.size() - 1);
    }
    if (!pending.isEmpty()) {
      JsonArray before = before(there(pointer));
      pending.forEach(before::add);
      pending.clear();
    }
  }

  private JsonObject there(String pointer) {
    if (!byPointer.containsKey(pointer)) {
      byPointer.put(pointer, new JsonObject());
    }
    return byPointer.getJsonObject(pointer);
  }

  private static JsonArray before(JsonObject there) {
    if (!there.containsKey("before")) {
      there.put("before", new JsonArray());
    }
    return there.getJsonArray("before");
  }
}
