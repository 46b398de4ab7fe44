package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sections of a heartbeat.json that fits its schema, as ha.cf. */
final class JsonToHaCf {
  private static final List<String> ABOVE_MEDIA = List.of("log", "cluster", "timing", "messages", "machine");
  private static final List<String> BELOW_MEDIA = List.of("resources", "pacemaker");

  private final JsonObject json;
  private final Written written;

  private JsonToHaCf(JsonObject json) {
    this.json = json;
    this.written = new Written(json.getJsonObject("comments", new JsonObject()));
  }

  static Written of(JsonObject json) {
    return new JsonToHaCf(json).write();
  }

  private Written write() {
    written.head();
    ABOVE_MEDIA.forEach(this::scalars);
    new NetworkToHaCf(json, written).write();
    BELOW_MEDIA.forEach(this::scalars);
    stonith();
    clients();
    environment();
    programs();
    written.end(pointer -> !OwnSections.isOwn(pointer) && !pointer.startsWith("/keys") && !pointer.startsWith("/resources/groups"));
    return written;
  }

  private void scalars(String section) {
    JsonObject values = json.getJsonObject(section, new JsonObject());
    for (Property property : Properties.ALL) {
      if (property.section().equals(section) && values.containsKey(property.name())) {
        written.line(property.pointer(),
            property.directive() + " " + property.write(values.getValue(property.name())));
      }
    }
  }

  private void stonith() {
    JsonArray devices = json.getJsonArray("stonith", new JsonArray());
    for (int i = 0; i < devices.size(); i++) {
      JsonObject device = devices.getJsonObject(i);
      List<String> words = new ArrayList<>();
      words.add(device.containsKey("file") ? "stonith" : "stonith_host");
      for (String name : List.of("host", "type", "file", "arguments")) {
        if (device.containsKey(name)) {
          words.add(device.getString(name));
        }
      }
      written.line("/stonith/" + i, String.join(" ", words));
    }
  }

  private void clients() {
    for (Map.Entry<String, Object> entry : json.getJsonObject("clients", new JsonObject())) {
      JsonObject client = (JsonObject) entry.getValue();
      String users = names(client, "users");
      String groups = names(client, "groups");
      StringBuilder line = new StringBuilder("apiauth ").append(entry.getKey());
      if (!users.isEmpty() || groups.isEmpty()) {
        line.append(" uid=").append(users);
      }
      if (!groups.isEmpty()) {
        line.append(" gid=").append(groups);
      }
      written.line("/clients/" + Pointer.escape(entry.getKey()), line.toString());
    }
  }

  private static String names(JsonObject client, String kind) {
    return String.join(",", client.getJsonArray(kind, new JsonArray()).stream().map(String::valueOf).toList());
  }

  private void environment() {
    for (Map.Entry<String, Object> entry : json.getJsonObject("environment", new JsonObject())) {
      written.line("/environment/" + Pointer.escape(entry.getKey()), "env " + entry.getKey() + "=" + entry.getValue());
    }
  }

  private void programs() {
    JsonArray programs = json.getJsonArray("programs", new JsonArray());
    for (int i = 0; i < programs.size(); i++) {
      JsonObject program = programs.getJsonObject(i);
      written.line("/programs/" + i, (program.getBoolean("failfast", false) ? "failfast " : "respawn ")
          + program.getString("user") + " " + program.getString("command"));
    }
  }
}
