package org.linuxha.heartbeat.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** Answers to one request: data first, {@code result} after it (client-api.md 3.1). */
final class Reply {
  static final String TYPE = "hbapi-resp";
  static final String REQUEST_TYPE = "reqtype";
  private static final String OK = "OK";
  private static final String MORE = "ok/more";
  private static final String BAD = "badreq";

  private final String requestType;
  private final Consumer<Message> sink;

  Reply(String requestType, Consumer<Message> sink) {
    this.requestType = requestType;
    this.sink = sink;
  }

  void ok(Field... data) {
    send(OK, data);
  }

  /** One of several answers, another follows. */
  void more(Field... data) {
    send(MORE, data);
  }

  private void send(String result, Field... data) {
    List<Field> fields = start();
    fields.addAll(List.of(data));
    fields.add(Field.text(Fields.RESULT, result));
    sink.accept(Message.of(fields));
  }

  void bad() {
    send(BAD);
  }

  void bad(String reason) {
    List<Field> fields = start();
    fields.add(Field.text(Fields.RESULT, BAD));
    fields.add(Field.text(Fields.INFO, reason));
    sink.accept(Message.of(fields));
  }

  /** The answer to a sign-on: the result comes before the data. */
  void signOn(String refusal, List<Field> data) {
    List<Field> fields = start();
    if (refusal != null) {
      fields.add(Field.text(Fields.INFO, refusal));
    }
    fields.add(Field.text(Fields.RESULT, refusal == null ? OK : BAD));
    fields.addAll(data);
    sink.accept(Message.of(fields));
  }

  private List<Field> start() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text(Fields.TYPE, TYPE));
    fields.add(Field.text(REQUEST_TYPE, requestType));
    return fields;
  }
}
