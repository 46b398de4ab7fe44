package org.linuxha.heartbeat.feed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;
import org.linuxha.heartbeat.problem.Code;

/**
 * Messages in and out for programs in any language, on the Unix socket only: {@code POST
 * /api/v1/messages} sends one, {@code GET} of the same path streams those for a service as NDJSON.
 */
final class MessageApi {
  /** What one message may hold; a datagram ends at 65,507 bytes (wire.md 1.1). */
  private static final int MAX_BODY = 60_000;

  private static final Set<String> OURS =
      Set.of(Fields.TYPE, Fields.SOURCE, Fields.SOURCE_UUID, Fields.SEQUENCE, Fields.GENERATION, Fields.TIME,
          Fields.LOAD, Fields.TTL, Fields.AUTH, Fields.DESTINATION, Fields.DESTINATION_UUID, Fields.FROM_ID, Fields.TO_ID);

  private final ClusterModel model;
  private final Submitter submitter;
  private final Set<Reader> readers = new LinkedHashSet<>();

  private record Reader(String service, HttpServerResponse response) {}

  MessageApi(ClusterModel model, Vertx vertx) {
    this.model = model;
    this.submitter = new Submitter(vertx, Submitter.Share.HTTP);
  }

  void mount(Router router) {
    router.post("/api/v1/messages").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY + 8_192)).handler(this::send);
    router.get("/api/v1/messages").handler(this::receive);
  }

  int waiting() {
    return submitter.waiting();
  }

  int outstanding() {
    return submitter.outstanding();
  }

  void hear(ClusterEvent event) {
    submitter.hear(event);
    if (event instanceof ClusterEvent.Delivered delivered) {
      deliver(delivered);
    }
  }

  private void send(RoutingContext request) {
    Message message;
    try {
      message = message(request.body().asJsonObject());
    } catch (DecodeException | ClassCastException | IllegalArgumentException | NullPointerException e) {
      Answers.problem(request, 400, Code.HTTP_BAD_REQUEST, "the message cannot be sent: " + e.getMessage());
      return;
    }
    submitter.submit(new Submission("http", message)).onComplete(sent -> {
      if (sent.succeeded()) {
        request.response().setStatusCode(202).end();
      } else if (sent.cause() instanceof Submitter.Full) {
        request.response().putHeader("Retry-After", "1");
        Answers.problem(request, 503, Code.MESSAGES_PAUSED, sent.cause().getMessage());
      } else {
        Answers.problem(request, 500, Code.HTTP_INTERNAL, String.valueOf(sent.cause().getMessage()));
      }
    });
  }

  private Message message(JsonObject body) {
    if (body == null) {
      throw new IllegalArgumentException("there is no JSON object in the request");
    }
    String type = named(body.getString("type", "hbtext"), "type");
    String service = named(body.getString("service", "hb"), "service");
    String to = body.getString("to", "all");
    if (type.startsWith("NS_") || type.startsWith("hbapi-") || type.equals("status")) {
      throw new IllegalArgumentException("type " + type + " is the daemon's own");
    }
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text(Fields.TYPE, type));
    if (!to.equals("all")) {
      if (model.node(to) == null) {
        throw new IllegalArgumentException("there is no node " + to);
      }
      fields.add(Field.text(Fields.DESTINATION, to));
    }
    int size = 0;
    for (Map.Entry<String, Object> each : body.getJsonObject("fields", new JsonObject())) {
      String name = named(each.getKey(), "a field name");
      if (OURS.contains(name)) {
        throw new IllegalArgumentException("field " + name + " is set by the daemon");
      }
      String text = latin(String.valueOf(each.getValue()));
      size += text.length() + name.length();
      fields.add(Field.text(name, text));
    }
    if (size > MAX_BODY) {
      throw new IllegalArgumentException("it is longer than " + MAX_BODY + " bytes");
    }
    fields.add(Field.text(Fields.FROM_ID, service));
    fields.add(Field.text(Fields.TO_ID, service));
    return Message.of(fields);
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

  private void receive(RoutingContext request) {
    String service = request.request().getParam("service", "hb");
    HttpServerResponse response = request.response();
    response.setChunked(true).putHeader("Content-Type", "application/x-ndjson").putHeader("Cache-Control", "no-store");
    response.writeHead();
    Reader reader = new Reader(service, response);
    readers.add(reader);
    response.closeHandler(closed -> readers.remove(reader));
    response.exceptionHandler(failed -> readers.remove(reader));
  }

  private void deliver(ClusterEvent.Delivered delivered) {
    String service = delivered.message().text(Fields.TO_ID);
    if (service == null || readers.isEmpty()) {
      return;
    }
    Buffer line = null;
    for (Reader reader : List.copyOf(readers)) {
      if (!reader.service().equals(service)) {
        continue;
      }
      line = line == null ? Buffer.buffer(json(delivered.message()).encode() + "\n") : line;
      if (reader.response().writeQueueFull()) {
        readers.remove(reader);
        reader.response().end("{\"error\":\"cut: this reader is too slow\"}\n");
      } else {
        reader.response().write(line);
      }
    }
  }

  private static JsonObject json(Message message) {
    JsonObject fields = new JsonObject();
    for (Field field : message.fields()) {
      if (!OURS.contains(field.name()) && field.value() instanceof Value.Text text) {
        fields.put(unicode(field.name()), unicode(text.text()));
      }
    }
    return new JsonObject()
        .put("from", message.text(Fields.SOURCE))
        .put("seq", message.hex(Fields.SEQUENCE).orElse(0))
        .put("service", message.text(Fields.TO_ID))
        .put("type", message.type())
        .put("fields", fields);
  }
}
