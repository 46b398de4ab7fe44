package org.linuxha.heartbeat.feed;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;
import org.linuxha.heartbeat.problem.Code;

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

  /** What a program wants sent cannot be; the message is a sentence that says why. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** {@link Code#MESSAGE_TOO_LONG} or {@link Code#HTTP_BAD_REQUEST}. */
    final Code code;

    private Unfit(Code code, String why) {
      super("The message cannot be sent: " + why + ".", null, false, false);
      this.code = code;
    }
  }

  private MessageForm() {}

  static boolean isService(String name) {
    return name.matches(SERVICE);
  }

  /**
   * @param body the object, read when it is needed: what is no JSON is unfit like the rest
   * @param service null if the body names it
   * @throws Unfit says what is wrong
   */
  static Wish read(Supplier<JsonObject> body, String service, Predicate<String> isNode) {
    Wish wish;
    try {
      wish = read(body.get(), service, isNode);
    } catch (ClassCastException e) {
      throw new Unfit(Code.HTTP_BAD_REQUEST, "a value in it has another type than docs/api.md says");
    } catch (DecodeException e) {
      throw new Unfit(Code.HTTP_BAD_REQUEST, "it is no JSON");
    } catch (IllegalArgumentException e) {
      throw new Unfit(Code.HTTP_BAD_REQUEST, e.getMessage());
    }
    if (wish.bytes() > MAX_BYTES) {
      throw new Unfit(Code.MESSAGE_TOO_LONG, "it has " + wish.bytes() + " bytes, and a message at most " + MAX_BYTES);
    }
    return wish;
  }

  private static Wish read(JsonObject body, String service, Predicate<String> isNode) {
    if (body == null) {
      throw new IllegalArgumentException("there is no JSON object in the request");
    }
    String type = named(or(body.getString("type"), "hbtext"), "type");
    if (type.startsWith("NS_") || type.startsWith("hbapi-") || TYPES_OF_DAEMONS.contains(type)) {
      throw new IllegalArgumentException("type " + type + " is the daemon's own");
    }
    String to = or(body.getString("to"), "all");
    if (!to.equals("all") && !isNode.test(to)) {
      throw new IllegalArgumentException("there is no node " + to);
    }
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text(Fields.TYPE, type));
    int bytes = type.length();
    for (Map.Entry<String, Object> each : or(body.getJsonObject("fields"), new JsonObject())) {
      Field field = field(each.getKey(), each.getValue());
      bytes += field.name().length() + ((Value.Text) field.value()).text().length() + FRAME_BYTES;
      fields.add(field);
    }
    return new Wish(service != null ? service : or(body.getString("service"), "hb"), to.equals("all") ? null : to,
        Message.of(fields), bytes);
  }

  /** JSON's null is the same as no value. */
  private static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
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
