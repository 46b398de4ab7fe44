package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The schema of nodes' links. */
final class NetworkSchema {
  private static final int HIGHEST_PORT = 65_535;
  private static final List<Integer> BAUDS = List.of(9600, 19200, 38400, 57600, 115200, 230400, 460800);

  private NetworkSchema() {}

  static JsonObject network() {
    JsonObject properties = new JsonObject()
        .put("udpPort", Schema.integer("UDP port", "Port of bcast, ucast and ucast6 media that name none. In ha.cf: udpport.",
            1, HIGHEST_PORT, "", 694, 694))
        .put("baud", baud("Rate of serial media that name none. In ha.cf: baud, once."))
        .put("media", media());
    return Schema.object("Network", "How nodes reach one another.", properties, List.of(),
        new JsonObject().put("udpPort", 694));
  }

  private static JsonObject baud(String description) {
    return Schema.finish(new JsonObject().put("title", "Rate").put("description", description)
        .put("enum", new JsonArray(new ArrayList<>(BAUDS))).put("unit", "bit/s"), 19200, 19200);
  }

  private static JsonObject media() {
    JsonArray kinds = new JsonArray()
        .add(medium("bcast", "Broadcast on an interface.", new JsonObject().put("device", word("eth0")).put("port", port())))
        .add(medium("ucast", "Unicast to one peer.", new JsonObject().put("device", device())
            .put("address", address("10.0.0.2")).put("port", port())))
        .add(medium("ucast6", "IPv6 unicast to one peer.", new JsonObject().put("device", device())
            .put("address", address("fd00::2")).put("port", port())))
        .add(medium("mcast", "Multicast.", multicast("ttl", "239.0.0.43")))
        .add(medium("mcast6", "IPv6 multicast.", multicast("hops", "ff02::694")))
        .add(medium("serial", "A serial line.", new JsonObject()
            .put("device", Schema.string("Device", "Full path of a character device.", "^/[^\\s,#\\u0000]+$", "/dev/ttyS0"))
            .put("baud", baud("Rate of this line. In ha.cf: baud above it."))))
        .add(medium("ping", "A pseudo node that answers echo.", new JsonObject().put("address", word("10.0.0.254"))
            .put("beforeNode", beforeNode())))
        .add(medium("ping6", "The same over IPv6.", new JsonObject().put("address", word("fd00::fe"))
            .put("beforeNode", beforeNode())))
        .add(medium("ping_group", "A pseudo node that is alive while any of its addresses answers.", new JsonObject()
            .put("name", Schema.string("Name", "The name of the pseudo node.", Schema.UNCOMMA, "routers"))
            .put("addresses", Schema.list("Addresses", "Addresses that are asked.", address("10.0.0.254"), new JsonArray().add("10.0.0.254"))
                .put("minItems", 1))
            .put("beforeNode", beforeNode())));
    return Schema.list("Media", "All media, ping nodes too, in order.", new JsonObject()
            .put("type", "object").put("required", new JsonArray().add("kind"))
            .put("properties", new JsonObject().put("kind", new JsonObject().put("title", "Kind")
                .put("description", "What kind of medium it is; the directive of ha.cf.")
                .put("enum", names(kinds)).put("examples", new JsonArray().add("bcast"))))
            .put("allOf", kinds), new JsonArray().add(new JsonObject().put("kind", "bcast").put("device", "eth0")));
  }

  private static JsonArray names(JsonArray kinds) {
    JsonArray names = new JsonArray();
    kinds.forEach(kind -> names.add(((JsonObject) kind).getJsonObject("if").getJsonObject("properties")
        .getJsonObject("kind").getString("const")));
    return names;
  }

  /** A rule for one kind, so that an error names what is wrong with that kind and not with all others. */
  private static JsonObject medium(String kind, String description, JsonObject properties) {
    List<String> required = new ArrayList<>();
    for (String name : properties.fieldNames()) {
      if (!List.of("port", "baud", "beforeNode", "ttl", "hops", "loop").contains(name)) {
        required.add(name);
      }
    }
    return new JsonObject()
        .put("if", new JsonObject().put("required", new JsonArray().add("kind"))
            .put("properties", new JsonObject().put("kind", new JsonObject().put("const", kind))))
        .put("then", new JsonObject().put("title", kind).put("description", description)
            .put("required", new JsonArray(new ArrayList<>(required))).put("additionalProperties", false)
            .put("properties", properties.put("kind", true)));
  }

  private static JsonObject multicast(String hops, String group) {
    return new JsonObject().put("device", device()).put("group", address(group))
        .put("port", Schema.integer("UDP port", "Port of the group.", 1, HIGHEST_PORT, "", 694, 694))
        .put(hops, Schema.integer("Hops", "How far packets may go. The C daemon takes 0 to 4.", 0, 255, "", 1, 1))
        .put("loop", Schema.finish(new JsonObject().put("title", "Loop").put("type", "boolean")
            .put("description", "Whether this host hears itself."), false, false));
  }

  private static JsonObject port() {
    return Schema.finish(new JsonObject().put("title", "UDP port")
        .put("description", "Port of this medium; ha-cluster is the port of that service in /etc/services, else 694."
            + " Default: udpPort, else ha-cluster.")
        .put("anyOf", new JsonArray()
            .add(new JsonObject().put("type", "integer").put("minimum", 1).put("maximum", HIGHEST_PORT))
            .add(new JsonObject().put("const", MediaToJson.SERVICE_PORT))), null, 694);
  }

  private static JsonObject beforeNode() {
    return Schema.string("Listed before", "The node that this pseudo node precedes in the list of all nodes.", Schema.WORD, "bob");
  }

  private static JsonObject device() {
    return Schema.string("Interface", "The network interface.", Schema.UNCOMMA, "eth0");
  }

  private static JsonObject word(String example) {
    return Schema.string("Name or address", "An interface, or an address.", Schema.WORD, example);
  }

  private static JsonObject address(String example) {
    return Schema.string("Address", "An address, or a name that resolves to one.", Schema.UNCOMMA, example);
  }
}
