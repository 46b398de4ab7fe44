package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The schemas of sections that are lists or have names of the user's. */
final class SectionSchemas {
  private SectionSchemas() {}

  static JsonObject groups() {
    JsonObject example = new JsonObject().put("node", "alice").put("resources", new JsonArray().add("10.0.0.100").add("apache2"));
    JsonObject properties = new JsonObject()
        .put("node", Schema.string("Preferred node", "The node that runs these by preference.", Schema.UNCOMMA, "alice"))
        .put("resources", Schema.list("Resources", "Started in this order: name::argument::argument, or an address.",
            Schema.string("Resource", "A resource.", Schema.UNCOMMA, "apache2"), new JsonArray().add("10.0.0.100")));
    return Schema.list("Groups", "The lines of haresources, in order.",
        Schema.object("Group", "Resources that run together.", properties, List.of("node"), example), new JsonArray().add(example));
  }

  static JsonObject programs() {
    JsonObject example = new JsonObject().put("user", "hacluster").put("command", "/usr/lib/heartbeat/ipfail");
    JsonObject properties = new JsonObject()
        .put("user", Schema.string("User", "Who runs it: a user name.", Schema.UNCOMMA, "hacluster"))
        .put("command", Schema.string("Command", "Full path of the program, and its arguments.", "^/" + Schema.LINE.substring(1),
            "/usr/lib/heartbeat/ipfail"))
        .put("failfast", Schema.finish(new JsonObject().put("title", "Reboot when it dies").put("type", "boolean")
            .put("description", "Its death reboots the machine."), false, false));
    // a command of the path alone, and no blank at its start
    properties.getJsonObject("command").put("pattern", "^/[^\\s#\\u0000]([^#\\n\\u0000]*[^\\s#\\u0000])?$");
    return Schema.list("Programs", "Programs that run beside the daemon. In ha.cf: respawn and failfast.",
        Schema.object("Program", "A program.", properties, List.of("user", "command"), example), new JsonArray().add(example));
  }

  static JsonObject clients() {
    JsonObject example = new JsonObject().put("users", new JsonArray().add("hacluster"));
    JsonObject properties = new JsonObject();
    for (String kind : List.of("users", "groups")) {
      properties.put(kind, Schema.list(kind.equals("users") ? "Users" : "Groups", "Names or numbers of " + kind + " of this host.",
          Schema.string("Name", "A name or a number.", Schema.WORD, "hacluster"), new JsonArray().add("hacluster")));
    }
    return named("Clients", "Who may sign on under which client name. In ha.cf: apiauth.", Schema.UNCOMMA,
        Schema.object("Client", "Who may sign on under this name.", properties, List.of(), example),
        new JsonObject().put("ipfail", example));
  }

  static JsonObject environment() {
    return named("Environment", "What programs see as HA_NAME. In ha.cf: env.", "^[^\\s,#=\\u0000]+$",
        Schema.string("Value", "The value.", "^[^\\s,#\\u0000]*$", "majority:twonodes"),
        new JsonObject().put("quorum", "majority:twonodes"));
  }

  static JsonObject stonith() {
    JsonObject example = new JsonObject().put("type", "baytech").put("file", "/etc/ha.d/conf/stonith.baytech");
    JsonObject properties = new JsonObject()
        .put("host", Schema.string("Host", "The host that the device is attached to, or *.", Schema.UNCOMMA, "*"))
        .put("type", Schema.string("Type", "The plugin.", Schema.UNCOMMA, "baytech"))
        .put("file", Schema.string("File", "Its file of parameters.", Schema.UNCOMMA, "/etc/ha.d/conf/stonith.baytech"))
        .put("arguments", Schema.string("Arguments", "Its parameters, passwords too: a secret.", Schema.LINE, "10.0.0.3 login"));
    JsonArray forms = new JsonArray()
        .add(new JsonObject().put("required", new JsonArray().add("type").add("file"))
            .put("not", new JsonObject().put("anyOf", new JsonArray()
                .add(new JsonObject().put("required", new JsonArray().add("host")))
                .add(new JsonObject().put("required", new JsonArray().add("arguments"))))))
        .add(new JsonObject().put("required", new JsonArray().add("host"))
            .put("not", new JsonObject().put("required", new JsonArray().add("file")))
            .put("dependentRequired", new JsonObject().put("arguments", new JsonArray().add("type"))));
    return Schema.list("Fencing devices", "In ha.cf: stonith (type, file) and stonith_host (host, type, arguments).",
        Schema.object("Device", "A device that resets a node.", properties, List.of(), example).put("oneOf", forms),
        new JsonArray().add(example));
  }

  static JsonObject keys() {
    JsonObject example = new JsonObject().put("number", 1).put("method", "crc");
    JsonObject properties = new JsonObject()
        .put("number", Schema.integer("Number", "Its number in authkeys.", 0, 15, "", null, 1))
        .put("method", Schema.finish(new JsonObject().put("title", "Method").put("description", "How it signs; crc proves nothing.")
            .put("enum", new JsonArray().add("sha1").add("md5").add("crc")), null, "sha1"))
        .put("key", Schema.string("Key", "The secret, as authkeys has it.", "^[^\\s\\u0000\\u0100-\\uffff]+$", "b1946ac9..."));
    JsonObject key = Schema.object("Key", "A key.", properties, List.of("number", "method"), example)
        .put("if", new JsonObject().put("properties", new JsonObject().put("method", new JsonObject().put("const", "crc"))))
        .put("then", new JsonObject().put("properties", new JsonObject().put("key", false)))
        .put("else", new JsonObject().put("required", new JsonArray().add("key")));
    JsonObject all = new JsonObject()
        .put("active", Schema.integer("Active key", "The number of the key that signs.", 0, 15, "", null, 1))
        .put("all", Schema.list("All keys", "Keys by which packets of others are checked, the active one too.", key,
            new JsonArray().add(example)).put("minItems", 1));
    return Schema.object("Keys", "What authkeys says: a secret.", all, List.of("active", "all"),
        new JsonObject().put("active", 1).put("all", new JsonArray().add(example)));
  }

  static JsonObject comments() {
    String line = "^\\s*(#[^\\n]*)?$";
    JsonObject example = new JsonObject().put("before", new JsonArray().add("# twice the longest late heartbeat"));
    JsonObject properties = new JsonObject()
        .put("before", Schema.list("Above", "Lines above it.", Schema.string("Line", "A comment, # included, or empty.", line, "# a comment"),
            new JsonArray().add("# a comment")))
        .put("behind", Schema.string("Beside", "A comment beside it, # included.", line, "# a comment"));
    return named("Comments", "Comments of ha.cf, authkeys and haresources, by the JSON pointer of what they belong to.", "^(/.*)?$",
        Schema.object("Comment", "What stands above and beside it.", properties, List.of(), example),
        new JsonObject().put("/timing/deadtimeMillis", example));
  }

  private static JsonObject named(
      String title, String description, String names, JsonObject values, JsonObject example) {
    return Schema.finish(new JsonObject().put("title", title).put("description", description).put("type", "object")
        .put("propertyNames", new JsonObject().put("pattern", names)).put("additionalProperties", values), null, example);
  }
}
