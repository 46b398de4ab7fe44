package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scenes for tests: everybody says the same unless told otherwise. */
final class Scenes {
  final Map<String, Observation> said = new LinkedHashMap<>();
  final Map<String, Scene.Body> bodies = new LinkedHashMap<>();
  final List<Scene.Entry> journal = new ArrayList<>();
  Faults faults = Faults.NONE;
  long millis;
  long carried;
  long lost;

  Scenes() {
    for (String node : DemoCluster.NODES) {
      bodies.put(node, Scene.Body.RUNNING);
      said.put(node, observation(Map.of(), Map.of(), 0, null));
    }
  }

  Scene now() {
    return new Scene(millis, DemoCluster.NODES, DemoCluster.LINKS, Map.copyOf(said), Map.copyOf(bodies), faults, carried,
        lost, List.copyOf(journal));
  }

  /** That one says so from now on, and the journal has what is new. */
  void says(String observer, Observation observation) {
    observation.changesSince(said.getOrDefault(observer, Observation.NOTHING))
        .forEach(change -> journal.add(new Scene.Entry(millis, observer, change)));
    said.put(observer, observation);
  }

  /**
   * @param statuses nodes that are not active
   * @param links "bob red" to status, for those that are not up
   */
  static Observation observation(
      Map<String, String> statuses, Map<String, String> links, long awayMillis, JsonObject membership) {
    JsonArray nodes = new JsonArray();
    for (String name : DemoCluster.NODES) {
      JsonArray list = new JsonArray();
      for (String link : DemoCluster.LINKS) {
        list.add(new JsonObject().put("name", "lo:" + link).put("expected", true)
            .put("status", links.getOrDefault(name + " " + link, "up")).put("reason", "a packet"));
      }
      nodes.add(new JsonObject().put("name", name).put("status", statuses.getOrDefault(name, "active"))
          .put("reason", statuses.containsKey(name) ? "no status for 1007 ms" : "because").put("sinceAgoMillis", 1_234)
          .put("links", list));
    }
    return Observation.of(nodes, membership,
        new JsonObject().put("away", new JsonObject().put("millis", awayMillis)));
  }

  static JsonObject view(int number, boolean quorum, String... members) {
    return new JsonObject().put("instance", number).put("state", "formed").put("quorum", quorum).put("reason", "so it was agreed")
        .put("members", new JsonArray(List.of(members)));
  }
}
