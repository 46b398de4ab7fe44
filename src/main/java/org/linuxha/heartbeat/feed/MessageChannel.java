package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.bus.Wires;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;

/**
 * A program that takes part in a service over a WebSocket: it sends and receives on one connection, a JSON frame a
 * text message, {@code frame} says which (docs/api.md). Each side has credits: a program has at most {@link #CREDITS}
 * messages on their way, and gets no more than it granted, if it grants at all.
 */
final class MessageChannel implements MessageReader.Wire {
  /** Messages of one channel that may be unanswered; each answer gives one back. */
  static final int CREDITS = 16;
  private static final short POLICY = 1008;

  /** What a channel needs of its surroundings. */
  interface Desk {
    /** Sends the message of a frame; throws what {@link MessageForm#read} and {@link MessageSender#send} throw. */
    Future<Long> send(JsonObject frame);

    void closed();
  }

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final HttpConnection connection;
  private final Desk desk;
  private MessageReader reader;
  private int unanswered;
  private boolean gone;

  MessageChannel(Vertx vertx, ServerWebSocket socket, HttpConnection connection, Desk desk) {
    this.vertx = vertx;
    this.socket = socket;
    this.connection = connection;
    this.desk = desk;
  }

  void begin(MessageReader itsReader, String node, String service, long clientGeneration) {
    reader = itsReader;
    socket.closeHandler(closed -> leave());
    socket.exceptionHandler(failed -> {
      leave();
      Wires.cut(connection);
    });
    socket.textMessageHandler(this::take);
    say(frame("hello").put("node", node).put("service", service).put("clientGeneration", Long.toString(clientGeneration))
        .put("credits", CREDITS));
  }

  private void leave() {
    if (!gone) {
      gone = true;
      reader.leave();
      desk.closed();
    }
  }

  private void take(String text) {
    if (gone) {
      return;
    }
    JsonObject frame;
    try {
      frame = new JsonObject(text);
      switch (String.valueOf(frame.getValue("frame"))) {
        case "send" -> send(frame);
        case "credit" -> credit(frame);
        default -> refuse(frame.getValue("id"), Code.HTTP_BAD_REQUEST, "a frame is send or credit", false);
      }
    } catch (DecodeException | ClassCastException e) {
      refuse(null, Code.HTTP_BAD_REQUEST, "it is no JSON object, or a value in it has another type than docs/api.md says", false);
    }
  }

  private void credit(JsonObject frame) {
    Integer count = frame.getInteger("count");
    if (count == null || count < 1 || count > MessageReader.LINES) {
      refuse(frame.getValue("id"), Code.HTTP_BAD_REQUEST, "count is 1 to " + MessageReader.LINES, false);
    } else {
      reader.grant(count);
    }
  }

  private void send(JsonObject frame) {
    Object id = frame.getValue("id");
    if (unanswered >= CREDITS) {
      end(POLICY, "more than " + CREDITS + " messages without waiting for an answer");
      return;
    }
    unanswered++;
    Future<Long> sent;
    try {
      sent = desk.send(frame);
    } catch (MessageForm.Unfit e) {
      unanswered--;
      refuse(id, e.code, e.getMessage(), false);
      return;
    } catch (MessageSender.Refused e) {
      unanswered--;
      refuse(id, e.taken ? Code.SERVICE_TAKEN : Code.MESSAGES_TOO_MANY, e.getMessage(), !e.taken);
      return;
    }
    sent.onComplete(answer -> {
      unanswered--;
      if (answer.succeeded()) {
        say(frame("sent").put("id", id).put("oseq", answer.result()));
      } else if (answer.cause() instanceof Submitter.Full) {
        refuse(id, Code.MESSAGES_PAUSED, answer.cause().getMessage(), true);
      } else {
        refuse(id, Code.HTTP_INTERNAL, Cause.of(answer.cause()), false);
      }
    });
  }

  private static JsonObject frame(String name) {
    return new JsonObject().put("frame", name);
  }

  /**
   * @param temporary whether the same message may be sent again in a moment
   */
  private void refuse(Object id, Code code, String detail, boolean temporary) {
    say(frame("refused").put("id", id).put("problem", code.id()).put("detail", detail).put("remedy", code.remedy())
        .put("temporary", temporary));
  }

  /** Answers are as few as what the program sends; one that sends and never reads is cut. */
  private void say(JsonObject frame) {
    if (gone) {
      return;
    }
    if (socket.writeQueueFull()) {
      cut("this program reads nothing");
    } else {
      socket.writeTextMessage(frame.encode());
    }
  }

  @Override
  public Future<Void> write(Buffer message) {
    return socket.writeTextMessage("{\"frame\":\"message\",\"message\":" + message + "}");
  }

  @Override
  public void cut(String reason) {
    if (!gone) {
      socket.writeTextMessage(frame("cut").put("reason", reason).encode());
      end(WebSocketWire.TRY_AGAIN_LATER, reason);
    }
  }

  private void end(short status, String reason) {
    vertx.setTimer(NdjsonWire.GRACE_MILLIS, late -> Wires.cut(connection));
    socket.close(status, reason);
    leave();
  }
}
