package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A decision with what there was to say about it in that moment. */
record Decision(Event event, List<String> explanation) {
  Decision {
    explanation = List.copyOf(explanation);
  }

  JsonObject json() {
    return event.json().put("explanation", new JsonArray(explanation));
  }
}
