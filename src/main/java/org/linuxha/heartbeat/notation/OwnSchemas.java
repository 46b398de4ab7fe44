package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.linuxha.heartbeat.config.LoggingSettings;

/** The schemas of the sections that are ours alone. */
final class OwnSchemas {
  /** Kind and device, and perhaps more words. */
  static final String MEDIUM = "^(bcast|udp|ucast|ucast6|mcast|mcast6|serial|ping|ping6|ping_group)( [^\\s\\u0000]+)+$";

  private static final String PATH = "^/[^\\u0000]+$";

  private OwnSchemas() {}

  static JsonObject http() {
    JsonObject properties = new JsonObject()
        .put("address", Schema.finish(Schema.string("Address",
            "HOST:PORT, or off; port 0 is chosen by the kernel. What other machines reach needs tls and tokens. The option --http counts more.",
            "^(off|[^\\s\\u0000]+:[0-9]{1,5})$", "0.0.0.0:8694"), "127.0.0.1:8694", "0.0.0.0:8694"))
        .put("hosts", Schema.list("Names",
            "Names by which clients may call it, beside this machine's addresses, localhost and the node's name.",
            Schema.string("Name", "A host name, without a port.", "^[A-Za-z0-9._-]{1,253}$", "alice.example.com"),
            new JsonArray().add("alice.example.com")));
    return Schema.object("HTTP", "Where HTTP is served on TCP. api.sock is always there.", properties, List.of(),
        new JsonObject().put("address", "0.0.0.0:8694"));
  }

  static JsonObject logging() {
    JsonArray levels = new JsonArray();
    for (LoggingSettings.Level level : LoggingSettings.Level.values()) {
      levels.add(level.name().toLowerCase(Locale.ROOT));
    }
    JsonObject names = new JsonObject().put("anyOf", new JsonArray()
        .add(new JsonObject().put("enum", new JsonArray(new ArrayList<>(LoggingSettings.PACKAGES))))
        .add(new JsonObject().put("pattern", "^[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+$")));
    JsonObject level = Schema.finish(new JsonObject().put("title", "Level")
        .put("description", "The quietest that this logger says.").put("enum", levels), null, "debug");
    JsonObject properties = new JsonObject()
        .put("levels", Schema.finish(new JsonObject().put("title", "Levels")
            .put("description", "By logger: a package of the daemon (membership), or a full name with dots (io.netty). ha.cf says which files take debug lines.")
            .put("type", "object").put("propertyNames", names).put("additionalProperties", level),
            null, new JsonObject().put("membership", "debug")))
        .put("format", Schema.finish(new JsonObject().put("title", "Format")
            .put("description", "How logfile and debugfile are written: the C daemon's lines, or a JSON object a line. syslog has lines.")
            .put("enum", new JsonArray().add("text").add("json")), "text", "json"))
        .put("queueLines", Schema.integer("Queue",
            "How many lines wait for a slow disk; newer ones are dropped then, and counted in the log.", 64, 65_536, "lines",
            LoggingSettings.QUEUE_LINES, 16_384));
    return Schema.object("Logging", "What the log is like beyond the section log.", properties, List.of(),
        new JsonObject().put("format", "json"));
  }

  static JsonObject links() {
    JsonObject bind = Schema.finish(new JsonObject().put("title", "Addresses")
        .put("description", "By node: the address of that node from which its packets on this medium come, and for ucast and ucast6 to which they"
            + " must be sent. Without one the kernel chooses.")
        .put("type", "object").put("propertyNames", Schema.string("Node", "The name of a node.", Schema.NODE, "alice"))
        .put("additionalProperties", Schema.string("Address", "An IPv4 address, of ucast6 and mcast6 an IPv6 address.", "^[0-9A-Fa-f.:]{2,45}$", "10.0.0.1")),
        null, new JsonObject().put("alice", "10.0.0.1").put("bob", "10.0.0.2"));
    JsonObject properties = new JsonObject()
        .put("name", Schema.string("Name",
            "What people call its link: in hb, the HTTP API, metrics and on the page. On the wire, and for C programs, the name of ha.cf stays.",
            "^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,29}[A-Za-z0-9])?$", "blue"))
        .put("bind", bind);
    JsonObject example = new JsonObject().put("name", "blue").put("bind", new JsonObject().put("alice", "10.0.0.1"));
    return byMedium("Links", "What ha.cf cannot say of a medium",
        Schema.object("Link", "What is said of one medium, or of all that the key is for.", properties, List.of(), example),
        new JsonObject().put("ucast eth1", example));
  }

  static JsonObject faults() {
    JsonObject properties = new JsonObject()
        .put("lossPercent", Schema.integer("Loss", "So many of every hundred packets are lost, at random.", 0, 100, "%", 0, 20))
        .put("delayMillis", Schema.integer("Delay", "So much later do packets come; at most 1024 wait in each direction.", 0, 60_000, "ms", 0, 300))
        .put("cut", Schema.finish(new JsonObject().put("title", "Cut").put("type", "boolean")
            .put("description", "Nothing passes, as with a cable that is out."), false, true))
        .put("direction", Schema.finish(new JsonObject().put("title", "Direction")
            .put("description", "Whether this is done to what the node is sent (in), to what it sends (out), or to both.")
            .put("enum", new JsonArray().add("both").add("in").add("out")), "both", "in"))
        .put("nodes", Schema.list("Nodes", "On which nodes this is done; without them on each that has this file.",
            Schema.string("Node", "The name of a node.", Schema.NODE, "alice"), new JsonArray().add("alice")));
    JsonObject example = new JsonObject().put("lossPercent", 20);
    return byMedium("Simulated faults",
        "FOR DEMONSTRATION ONLY: makes the daemon spoil its own packets, so that people can watch what a cluster does",
        Schema.object("Fault", "What is done to the packets of one medium, or of all that the key is for.", properties, List.of(), example),
        new JsonObject().put("mcast eth0", example));
  }

  private static JsonObject byMedium(String title, String description, JsonObject values, JsonObject example) {
    return Schema.finish(new JsonObject().put("title", title)
        .put("description", description + ", by the words of its line in ha.cf: kind and device, and as much more as tells it from"
            + " others (mcast eth0, mcast eth0 239.0.0.43 694 1 0). Of several keys that are for a medium the longest counts.")
        .put("type", "object")
        .put("propertyNames", new JsonObject().put("pattern", MEDIUM))
        .put("additionalProperties", values), null, example);
  }

  static JsonObject tls() {
    JsonObject properties = new JsonObject()
        .put("certificate", Schema.string("Certificate",
            "Full path of a PEM file: the server's certificate, then those that lead to its root.", PATH, "/etc/ha.d/alice.pem"))
        .put("key", Schema.string("Key", "Full path of its key: PEM, PKCS #8, not encrypted, for its owner alone.", PATH, "/etc/ha.d/alice.key"));
    return Schema.object("TLS", "Makes the TCP address https, TLS 1.2 at least. Read again on SIGHUP.", properties,
        List.of("certificate", "key"),
        new JsonObject().put("certificate", "/etc/ha.d/alice.pem").put("key", "/etc/ha.d/alice.key"));
  }

  static JsonObject tokens() {
    JsonObject example = new JsonObject().put("name", "monitoring")
        .put("sha256", "b9deb13f564bd83162ae6ee2205b3c7ff96ef885d42ef90b42d53f666556a0e2");
    JsonObject properties = new JsonObject()
        .put("name", Schema.string("Name", "For people and logs.", "^[A-Za-z0-9._-]{1,63}$", "monitoring"))
        .put("token", Schema.string("Token",
            "What clients show: a secret of 32 random characters and more. Only in a file for its owner alone.",
            "^[A-Za-z0-9._~+/=-]{32,256}$", "c2VjcmV0LXRva2VuLW9mLTMyLWNoYXJhY3RlcnM"))
        .put("sha256", Schema.string("Hash", "Instead of the token: its SHA-256, in hexadecimal. Of a random token it is no secret.",
            "^[0-9a-f]{64}$", "b9deb13f564bd83162ae6ee2205b3c7ff96ef885d42ef90b42d53f666556a0e2"))
        .put("services", Schema.list("Services",
            "Services whose messages it may send and receive. Without them it may read what the daemon tells, and nothing else.",
            Schema.string("Service", "The name of a service.", "^[A-Za-z0-9_.-]{1,31}$", "hb"), new JsonArray().add("hb")));
    JsonObject token = Schema.object("Token", "Somebody who may ask.", properties, List.of("name"), example)
        .put("oneOf", new JsonArray().add(new JsonObject().put("required", new JsonArray().add("token")))
            .add(new JsonObject().put("required", new JsonArray().add("sha256"))));
    return Schema.list("Tokens",
        "Who may ask over TCP: with at least one, every request there needs a token. On api.sock the user counts, as ever.",
        token, new JsonArray().add(example));
  }
}
