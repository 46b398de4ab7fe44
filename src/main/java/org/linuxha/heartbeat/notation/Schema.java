package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (2020-12) of heartbeat.json and of its file of secrets. The published text is made of
 * this; a test keeps them the same.
 */
final class Schema {
  /** What it is called inside documents. */
  static final String ID = "https://linux-ha.org/schema/heartbeat.json";

  static final String WORD = "^[^\\s,#\\u0000]+$";
  static final String NODE = "^[^\\s,#\\u0000A-Z]{1,99}$";
  static final String UNCOMMA = "^[^\\s#\\u0000]+$";
  static final String LINE = "^[^\\s#\\u0000]([^#\\n\\u0000]*[^\\s#\\u0000])?$";

  private static final Map<String, String> SECTIONS = Map.of(
      "cluster", "Who belongs to the cluster and how it is called.",
      "timing", "The times that decide about life and death.",
      "messages", "How messages are written.",
      "resources", "Resources of haresources mode.",
      "pacemaker", "What Pacemaker wants of this daemon.",
      "log", "Where and how much is logged.",
      "machine", "What the daemon asks of the machine.");

  private Schema() {}

  static JsonObject json() {
    JsonObject properties = new JsonObject()
        .put("$schema", string("Schema", "Names this schema, for editors.", null, ID))
        .put("secrets", string("File of secrets",
            "File with the sections keys, stonith and tokens, mode 0600; a name without a slash is beside this file.",
            null, "heartbeat.secrets.json"));
    for (String section : List.of("cluster", "timing")) {
      properties.put(section, section(section));
    }
    properties.put("network", NetworkSchema.network());
    for (String section : List.of("messages", "resources", "pacemaker")) {
      properties.put(section, section(section));
    }
    properties.getJsonObject("cluster").getJsonObject("properties").put("nodes",
        list("Nodes", "Names as uname -n prints them, lower case, all nodes, the same on every node.",
            string("Node", "The name of a node.", NODE, "alice"), new JsonArray().add("alice").add("bob")));
    properties.getJsonObject("resources").getJsonObject("properties").put("groups", SectionSchemas.groups());
    properties
        .put("programs", SectionSchemas.programs())
        .put("clients", SectionSchemas.clients())
        .put("environment", SectionSchemas.environment())
        .put("stonith", SectionSchemas.stonith())
        .put("log", section("log"))
        .put("machine", section("machine"))
        .put("http", OwnSchemas.http())
        .put("tls", OwnSchemas.tls())
        .put("tokens", OwnSchemas.tokens())
        .put("logging", OwnSchemas.logging())
        .put("links", OwnSchemas.links())
        .put("faults", OwnSchemas.faults())
        .put("keys", SectionSchemas.keys())
        .put("comments", SectionSchemas.comments());
    return new JsonObject()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$id", ID)
        .put("title", "Heartbeat configuration")
        .put("description", "The whole configuration of a node, as heartbeat.json: what ha.cf, authkeys and haresources say, and what they cannot (http, tls, tokens, logging, links, faults), which may also stand alone beside an ha.cf.")
        .put("type", "object")
        .put("additionalProperties", false)
        .put("properties", properties);
  }

  private static JsonObject section(String name) {
    JsonObject properties = new JsonObject();
    JsonObject example = new JsonObject();
    for (Property property : Properties.ALL) {
      if (property.section().equals(name)) {
        properties.put(property.name(), scalar(property));
        if (example.isEmpty()) {
          example.put(property.name(), property.about().example());
        }
      }
    }
    return object(Character.toUpperCase(name.charAt(0)) + name.substring(1), SECTIONS.get(name), properties, List.of(), example);
  }

  private static JsonObject scalar(Property property) {
    Property.About about = property.about();
    JsonObject json = new JsonObject().put("title", about.title())
        .put("description", about.description() + " In ha.cf: " + property.directive() + ".");
    switch (property.kind()) {
      case MILLIS, NUMBER -> json.put("type", "integer").put("minimum", property.lowest()).put("maximum", property.highest());
      case BOOLEAN -> json.put("type", "boolean");
      case WORD -> json.put("type", "string").put("pattern", WORD);
      case CHOICE -> json.put("enum", new JsonArray(new ArrayList<>(property.choices())));
      case BOOLEAN_OR_CHOICE -> {
        JsonArray values = new JsonArray().add(true).add(false);
        property.choices().forEach(values::add);
        json.put("enum", values);
      }
      default -> throw new IllegalStateException(property.kind().toString());
    }
    if (!about.unit().isEmpty()) {
      json.put("unit", about.unit());
    }
    return finish(json, about.initial(), about.example());
  }

  static JsonObject finish(JsonObject json, Object initial, Object example) {
    if (initial != null) {
      json.put("default", initial);
    }
    return json.put("examples", new JsonArray().add(example));
  }

  static JsonObject string(String title, String description, String pattern, String example) {
    JsonObject json = new JsonObject().put("title", title).put("description", description).put("type", "string");
    if (pattern != null) {
      json.put("pattern", pattern);
    }
    return finish(json, null, example);
  }

  static JsonObject integer(
      String title, String description, int lowest, int highest, String unit, Object initial, int example) {
    JsonObject json = new JsonObject().put("title", title).put("description", description).put("type", "integer")
        .put("minimum", lowest).put("maximum", highest);
    if (!unit.isEmpty()) {
      json.put("unit", unit);
    }
    return finish(json, initial, example);
  }

  static JsonObject list(String title, String description, JsonObject items, JsonArray example) {
    return finish(new JsonObject().put("title", title).put("description", description).put("type", "array").put("items", items),
        null, example);
  }

  static JsonObject object(
      String title, String description, JsonObject properties, List<String> required, JsonObject example) {
    JsonObject json = new JsonObject().put("title", title).put("description", description).put("type", "object")
        .put("additionalProperties", false).put("properties", properties);
    if (!required.isEmpty()) {
      json.put("required", new JsonArray(new ArrayList<>(required)));
    }
    return finish(json, null, example);
  }
}
