package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.linuxha.heartbeat.problem.Code;

/** Everything that can be wrong, as JSON: what the {@code type} of a problem document leads to. */
final class Catalogue {
  static final String PATH = "/api/v1/problems";

  private Catalogue() {}

  static JsonArray all() {
    JsonArray list = new JsonArray();
    for (Code code : Code.values()) {
      list.add(entry(code));
    }
    return list;
  }

  /** The entry with that id, or null. */
  static JsonObject entry(String id) {
    for (Code code : Code.values()) {
      if (code.id().equalsIgnoreCase(id)) {
        return entry(code);
      }
    }
    return null;
  }

  private static JsonObject entry(Code code) {
    return new JsonObject()
        .put("id", code.id())
        .put("severity", code.severity().name().toLowerCase(Locale.ROOT))
        .put("cause", code.cause())
        .put("remedy", code.remedy());
  }
}
