package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which programs are signed on where, as far as this node heard: they say so once, when they come, so
 * that those of other nodes that came before us are not known.
 */
final class ClientTable {
  /** More are not kept; a node that signs programs on and on must not fill our memory. */
  private static final int MAX = 1_024;

  private final Map<String, JsonObject> clients = new LinkedHashMap<>();

  void hear(Happening happening) {
    switch (happening.type()) {
      case CLIENT_JOINED -> {
        if (clients.size() < MAX) {
          clients.put(happening.subject(), happening.data());
        }
      }
      case CLIENT_LEFT -> clients.remove(happening.subject());
      case NODE_REMOVED -> forget(happening.subject());
      case NODE_STATUS -> {
        if (NodeModel.DEAD.equals(happening.data().getString("status"))) {
          forget(happening.subject());
        }
      }
      default -> { }
    }
  }

  private void forget(String node) {
    clients.values().removeIf(client -> client.getString("node").equals(node));
  }

  JsonArray json() {
    JsonArray list = new JsonArray();
    clients.values().forEach(client -> list.add(client.copy()));
    return list;
  }
}
