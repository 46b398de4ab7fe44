package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;

/** Messages of programs as JSON, in and out. Who sends, in which order and when is the daemon's to say. */
final class MessageForm {
  /** Bytes of all fields with what frames them; a datagram ends at 65,507 (wire.md 1.1). */
  static final int MAX_BYTES = 60_000;
  /** Digits, type, separators of one field in the longer of the two forms on the wire. */
  private static final int FRAME_BYTES = 12;

  /** A C daemon keeps 31 bytes of a name and writes beyond (client-api.md 3.2). */
  private static final String SERVICE = "[A-Za-z0-9_.-]{1,31}";

  private static final Set<String> OURS =
      Set.of(Fields.TYPE, Fields.SOURCE, Fields.SOURCE_UUID, Fields.SEQUENCE, Fields.GENERATION, Fields.TIME,
          Fields.LOAD, Fields.TTL, Fields.AUTH, Fields.DESTINATION, Fields.DESTINATION_UUID, Fields.FROM_ID, Fields.TO_ID,
          Fields.CLIENT_GENERATION, Fields.ORDER_SEQUENCE, Fields.COMPRESSED_PAYLOAD, Fields.COMPRESSION_ALGORITHM);

  /** What daemons tell one another, or their own clients. */
  private static final Set<String> TYPES_OF_DAEMONS =
      Set.of("status", "addnode", "delnode", "setweight", "setsite", "reqnodes", "repnodes", "query-cstatus",
          "respond-cstatus", "ifstat", "shutdone");

  /**
   * What a program wants sent.
   *
   * @param to a node; null for all
   * @param message its own fields
   */
  record Wish(String service, String to, Message message, int bytes) {}

  /** More than fits one message. */
  static final class TooLong extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooLong(int bytes) {
      super("it has " + bytes + " bytes, and a message at most " + MAX_BYTES);
    }
  }

  private MessageForm() {}

  static boolean isService(String name) {
    return name.matches(SERVICE);
  }

  /**
   * @param service null if the body names it
   * @throws IllegalArgumentException says what is wrong
   * @throws ClassCastException if a value is of another type than it should be
   */
  static Wish read(JsonObject body, String service, Predicate<String> isNode) {
    if (body == null) {
      throw new IllegalArgumentException("there is no JSON object in the request");
    }
    String type = named(body.getString("type", "hbtext"), "type");
    if (type.startsWith("NS_") || type.startsWith("hbapi-") || TYPES_OF_DAEMONS.contains(type)) {
      throw new IllegalArgumentException("type " + type + " is the daemon's own");
    }
    String to = body.getString("to", "all");
    if (!to.equals("all") && !isNode.test(to)) {
      throw new IllegalArgumentException("there is no node " + to + ".");
    }
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text(Fields.TYPE, type));
    int bytes = type.length();
    for (Map.Entry<String, Object> each : body.getJsonObject("fields", new JsonObject())) {
      Field field = field(each.getKey(), each.getValue());
      bytes += field.name().length() + ((Value.Text) field.value()).text().length() + FRAME_BYTES;
      fields.add(field);
    }
    if (bytes > MAX_BYTES) {
      throw new TooLong(bytes);
    }
    return new Wish(service != null ? service : body.getString("service", "hb"), to.equals("all") ? null : to,
        Message.of(fields), bytes);
  }

  private static Field field(String key, Object value) {
    String name = named(key, "a field name");
    if (OURS.contains(name)) {
      throw new IllegalArgumentException("field " + name + " is set by the daemon");
    }
    if (value == null || value instanceof JsonObject || value instanceof JsonArray || value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException("field " + name + " is no text");
    }
    return Field.text(name, latin(String.valueOf(value)));
  }

  private static String named(String name, String what) {
    if (name == null || !name.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw new IllegalArgumentException(what + " must be 1 to 100 letters, digits, '_', '.' or '-'");
    }
    return name;
  }

  /** UTF-8 bytes, a char each: the form of texts inside. */
  private static String latin(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a text with a NUL inside");
    }
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String unicode(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** A message that came; {@code oseq} and {@code clientGeneration} where its sender has them. */
  static JsonObject write(Message message) {
    JsonObject fields = new JsonObject();
    for (Field field : message.fields()) {
      if (!OURS.contains(field.name()) && field.value() instanceof Value.Text text) {
        fields.put(unicode(field.name()), unicode(text.text()));
      }
    }
    JsonObject json =
        new JsonObject()
            .put("from", message.text(Fields.SOURCE))
            .put("seq", message.hex(Fields.SEQUENCE).orElse(0))
            .put("service", message.text(Fields.TO_ID))
            .put("type", message.type());
    message.hex(Fields.ORDER_SEQUENCE).ifPresent(oseq -> json.put("oseq", oseq));
    if (message.has(Fields.CLIENT_GENERATION)) {
      json.put("clientGeneration", message.text(Fields.CLIENT_GENERATION));
    }
    return json.put("fields", fields);
  }
}
