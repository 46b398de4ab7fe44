package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Nodes and media as ha.cf: port and rate stand above the media that they count for, a ping node above
 * the node that it precedes.
 */
final class NetworkToHaCf {
  private static final int SERVICE_PORT = 694;

  private final JsonArray nodes;
  private final JsonObject network;
  private final JsonArray media;
  private final Written written;
  private int nextNode;
  private Integer port;
  private Integer baud;

  NetworkToHaCf(JsonObject json, Written written) {
    this.nodes = json.getJsonObject("cluster", new JsonObject()).getJsonArray("nodes", new JsonArray());
    this.network = json.getJsonObject("network", new JsonObject());
    this.media = network.getJsonArray("media", new JsonArray());
    this.written = written;
  }

  void write() {
    if (media.stream().noneMatch(medium -> ((JsonObject) medium).containsKey("beforeNode"))) {
      nodesUpTo(null);
    }
    for (int i = 0; i < media.size(); i++) {
      medium("/network/media/" + i, media.getJsonObject(i));
    }
    nodesUpTo(null);
    if (network.containsKey("udpPort")) {
      port(network.getInteger("udpPort"));
    }
    if (network.containsKey("baud")) {
      baud(network.getInteger("baud"));
    }
  }

  private void medium(String pointer, JsonObject medium) {
    String kind = medium.getString("kind");
    switch (kind) {
      case "bcast" -> {
        portOf(medium);
        written.line(pointer, "bcast " + medium.getString("device"));
      }
      case "ucast", "ucast6" -> {
        portOf(medium);
        written.line(pointer, kind + " " + medium.getString("device") + " " + medium.getString("address"));
      }
      case "mcast", "mcast6" -> written.line(pointer, multicast(medium));
      case "serial" -> {
        baudOf(medium);
        written.line(pointer, "serial " + medium.getString("device"));
      }
      default -> {
        nodesUpTo(medium.getString("beforeNode"));
        written.line(pointer, ping(medium));
      }
    }
  }

  private static String multicast(JsonObject medium) {
    Object hops = medium.getValue(medium.containsKey("ttl") ? "ttl" : "hops", 1);
    return String.join(" ", List.of(medium.getString("kind"), medium.getString("device"), medium.getString("group"),
        String.valueOf(medium.getValue("port", SERVICE_PORT)), String.valueOf(hops),
        medium.getBoolean("loop", false) ? "1" : "0"));
  }

  private static String ping(JsonObject medium) {
    String kind = medium.getString("kind");
    return kind.equals("ping_group")
        ? kind + " " + medium.getString("name") + " " + String.join(" ",
            medium.getJsonArray("addresses").stream().map(String::valueOf).toList())
        : kind + " " + medium.getString("address");
  }

  /** Nodes that are not written yet, to that one, which is not; all if it is null. */
  private void nodesUpTo(String name) {
    while (nextNode < nodes.size() && !nodes.getString(nextNode).equals(name)) {
      written.line("/cluster/nodes/" + nextNode, "node " + nodes.getString(nextNode));
      nextNode++;
    }
  }

  private void portOf(JsonObject medium) {
    Object wanted = medium.getValue("port", network.getValue("udpPort"));
    if (wanted instanceof Integer number) {
      port(number);
    } else if (port != null) {
      // what was said cannot be unsaid: the port that the service has everywhere
      port(SERVICE_PORT);
    }
  }

  private void port(int wanted) {
    if (port == null || port != wanted) {
      port = wanted;
      // comments belong to the default, where it is written
      written.line(network.getValue("udpPort") == (Object) null || network.getInteger("udpPort") != wanted
          ? "/network/media" : "/network/udpPort", "udpport " + wanted);
    }
  }

  private void baudOf(JsonObject medium) {
    int wanted = medium.getInteger("baud", network.getInteger("baud", MediaToJson.DEFAULT_BAUD));
    if (baud == null && wanted == MediaToJson.DEFAULT_BAUD && !network.containsKey("baud")) {
      return;
    }
    if (baud == null && wanted == MediaToJson.DEFAULT_BAUD && wanted != network.getInteger("baud")) {
      return;
    }
    baud(wanted);
  }

  /** ha.cf takes one rate: a second line is refused where this text is read. */
  private void baud(int wanted) {
    if (baud == null || baud != wanted) {
      baud = wanted;
      written.line("/network/baud", "baud " + wanted);
    }
  }
}
