package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfLines.Line;

/**
 * The media of ha.cf in order. There, {@code udpport} and {@code baud} count for lines below them; here
 * {@code udpPort} and {@code baud} are the defaults of all media, and one that differs says so.
 */
final class MediaToJson {
  /** Of a medium above every udpport: the port of /etc/services. */
  static final String SERVICE_PORT = "ha-cluster";

  static final int DEFAULT_BAUD = 19_200;

  private static final Set<String> WITH_PORT = Set.of("bcast", "ucast", "ucast6");

  /** What counted for a medium when its line was read; null: nothing was said yet. */
  private record Counted(JsonObject medium, Integer port, Integer baud) {}

  private final List<Counted> media = new ArrayList<>();
  private final Set<String> nodes = new HashSet<>();
  private final Set<String> pings = new HashSet<>();
  private final List<JsonObject> pingsBeforeNextNode = new ArrayList<>();
  private Integer port;
  private Integer baud;

  String udpPort(int value) {
    port = value;
    return "/network/udpPort";
  }

  String baud(int value) {
    baud = value;
    return "/network/baud";
  }

  /** A node line: ping nodes above it come before it in the list of all nodes. */
  void node(String name) {
    nodes.add(name);
    pingsBeforeNextNode.forEach(ping -> ping.put("beforeNode", name));
    pingsBeforeNextNode.clear();
  }

  /** The pointer of the line's first medium; null if it makes none. */
  String add(Line line) {
    int before = media.size();
    if (line.directive().equals("bcast") || line.directive().equals("serial")) {
      line.values().forEach(device -> add(new JsonObject().put("kind", line.directive()).put("device", device)));
    } else if (line.directive().startsWith("ping")) {
      ping(line);
    } else {
      add(cast(line.directive(), line.words()));
    }
    return media.size() == before ? null : "/network/media/" + before;
  }

  private static JsonObject cast(String kind, List<String> words) {
    JsonObject medium = new JsonObject().put("kind", kind).put("device", words.get(0));
    if (WITH_PORT.contains(kind)) {
      return medium.put("address", words.get(1));
    }
    return medium.put("group", words.get(1))
        .put("port", (int) HaCfLines.number(words.get(2)))
        .put(kind.equals("mcast") ? "ttl" : "hops", (int) HaCfLines.number(words.get(3)))
        .put("loop", HaCfLines.number(words.get(4)) == 1);
  }

  private void ping(Line line) {
    if (line.directive().equals("ping_group")) {
      List<String> words = line.words();
      ping(words.get(0), new JsonObject().put("kind", "ping_group").put("name", words.get(0))
          .put("addresses", new JsonArray(new ArrayList<>(words.subList(1, words.size())))));
      return;
    }
    for (String address : line.values()) {
      ping(address, new JsonObject().put("kind", line.directive()).put("address", address));
    }
  }

  /** A name that is there already makes no second ping node. */
  private void ping(String name, JsonObject medium) {
    if (pings.add(name) && !nodes.contains(name)) {
      pingsBeforeNextNode.add(medium);
      add(medium);
    }
  }

  private void add(JsonObject medium) {
    media.add(new Counted(medium, port, baud));
  }

  JsonObject json() {
    JsonObject network = new JsonObject();
    if (port != null) {
      network.put("udpPort", port);
    }
    if (baud != null) {
      network.put("baud", baud);
    }
    JsonArray list = new JsonArray();
    for (Counted counted : media) {
      JsonObject medium = counted.medium();
      String kind = medium.getString("kind");
      if (WITH_PORT.contains(kind) && port != null && !port.equals(counted.port())) {
        medium.put("port", counted.port() == null ? SERVICE_PORT : counted.port());
      }
      if (kind.equals("serial") && baud != null && counted.baud() == null && baud != DEFAULT_BAUD) {
        medium.put("baud", DEFAULT_BAUD);
      }
      list.add(medium);
    }
    if (!list.isEmpty()) {
      network.put("media", list);
    }
    return network;
  }
}
