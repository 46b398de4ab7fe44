package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfLines.Line;

/** An ha.cf that was checked, as sections of heartbeat.json. */
final class HaCfToJson {
  /** What C Heartbeat stores of a node's name. */
  private static final int LONGEST_NAME = 99;

  private final Comments comments = new Comments();
  private final Map<String, JsonObject> sections = new LinkedHashMap<>();
  private final MediaToJson media = new MediaToJson();
  private final Set<String> nodes = new HashSet<>();
  private final JsonArray nodeList = new JsonArray();
  private final JsonArray programs = new JsonArray();
  private final JsonArray stonith = new JsonArray();
  private final JsonObject clients = new JsonObject();
  private final JsonObject environment = new JsonObject();
  private final List<Line> dropped = new ArrayList<>();
  private boolean pacemakerGiven;

  private HaCfToJson() {
    for (String section : List.of("cluster", "timing", "messages", "resources", "pacemaker", "log", "machine")) {
      sections.put(section, new JsonObject());
    }
  }

  /**
   * @param sections of heartbeat.json, without those that would be empty
   * @param dropped lines that have no effect and are not carried over
   */
  record Result(JsonObject sections, JsonObject comments, List<Line> dropped) {}

  static Result of(String text) {
    HaCfToJson conversion = new HaCfToJson();
    for (Line line : HaCfLines.of(text)) {
      conversion.line(line);
    }
    return new Result(conversion.json(), conversion.comments.end(), conversion.dropped);
  }

  private void line(Line line) {
    if (line.written().isEmpty()) {
      comments.alone(line.comment());
      return;
    }
    String pointer = line.values().isEmpty() ? null : set(line);
    if (pointer == null) {
      dropped.add(line);
      comments.besideNothing(line.comment());
    } else {
      comments.at(pointer, line.comment());
    }
  }

  /** Where it went; null if the line has no effect. */
  private String set(Line line) {
    return switch (line.directive()) {
      case "node" -> nodes(line);
      case "udpport" -> media.udpPort((int) HaCfLines.number(line.last()));
      case "baud" -> media.baud((int) HaCfLines.number(line.last()));
      case "bcast", "ucast", "ucast6", "mcast", "mcast6", "serial", "ping", "ping6", "ping_group" ->
          media.add(line);
      case "respawn", "failfast" -> program(line);
      case "apiauth" -> client(line);
      case "env" -> environment(line);
      case "stonith", "stonith_host" -> stonith(line);
      case "nice_failback" -> null;
      case "crm_daemon_dir" -> pacemakerGiven ? null : scalar(line);
      default -> scalar(line);
    };
  }

  private String scalar(Line line) {
    Property property = Properties.ofDirective(line.directive()).orElseThrow();
    pacemakerGiven |= line.directive().equals("pacemaker");
    sections.get(property.section()).put(property.name(), property.read(line.last()));
    return property.pointer();
  }

  private String nodes(Line line) {
    String first = null;
    for (String value : line.values()) {
      String name = value.toLowerCase(Locale.ROOT);
      name = name.substring(0, Math.min(name.length(), LONGEST_NAME));
      if (nodes.add(name)) {
        media.node(name);
        first = first == null ? "/cluster/nodes/" + nodeList.size() : first;
        nodeList.add(name);
      }
    }
    return first;
  }

  private String program(Line line) {
    String user = line.words().get(0);
    programs.add(new JsonObject()
        .put("user", user)
        .put("command", line.rest().substring(user.length()).strip())
        .put("failfast", line.directive().equals("failfast")));
    return "/programs/" + (programs.size() - 1);
  }

  private String client(Line line) {
    JsonArray users = new JsonArray();
    JsonArray groups = new JsonArray();
    for (String word : line.words().subList(1, line.words().size())) {
      JsonArray list = word.startsWith("uid=") ? users : groups;
      for (String name : word.substring(4).split(",")) {
        if (!name.isEmpty()) {
          list.add(name);
        }
      }
    }
    String name = line.words().get(0);
    clients.put(name, new JsonObject().put("users", users).put("groups", groups));
    return "/clients/" + Pointer.escape(name);
  }

  private String environment(Line line) {
    String name = null;
    for (String value : line.values()) {
      name = value.substring(0, value.indexOf('='));
      environment.put(name, value.substring(value.indexOf('=') + 1));
    }
    return "/environment/" + Pointer.escape(name);
  }

  private String stonith(Line line) {
    List<String> words = line.words();
    if (line.directive().equals("stonith")) {
      stonith.add(new JsonObject().put("type", words.get(0)).put("file", words.get(1)));
    } else {
      JsonObject device = new JsonObject().put("host", words.get(0));
      if (words.size() > 1) {
        device.put("type", words.get(1));
      }
      if (words.size() > 2) {
        device.put("arguments", String.join(" ", words.subList(2, words.size())));
      }
      stonith.add(device);
    }
    return "/stonith/" + (stonith.size() - 1);
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    if (!nodeList.isEmpty()) {
      sections.get("cluster").put("nodes", nodeList);
    }
    put(json, "cluster", sections.get("cluster"));
    put(json, "timing", sections.get("timing"));
    put(json, "network", media.json());
    put(json, "messages", sections.get("messages"));
    put(json, "resources", sections.get("resources"));
    put(json, "pacemaker", sections.get("pacemaker"));
    if (!programs.isEmpty()) {
      json.put("programs", programs);
    }
    put(json, "clients", clients);
    put(json, "environment", environment);
    if (!stonith.isEmpty()) {
      json.put("stonith", stonith);
    }
    put(json, "log", sections.get("log"));
    put(json, "machine", sections.get("machine"));
    return json;
  }

  private static void put(JsonObject json, String name, JsonObject section) {
    if (!section.isEmpty()) {
      json.put(name, section);
    }
  }
}
