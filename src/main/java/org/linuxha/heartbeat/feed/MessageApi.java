package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.Supplier;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.bus.Wires;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;

/**
 * Messages in and out for programs in any language, on the Unix socket only and under the rules of {@code apiauth}:
 * {@code POST /api/v1/messages} sends one, {@code GET} of the same path streams those of a service as NDJSON, and as
 * a WebSocket it does both.
 */
final class MessageApi {
  private static final String PATH = "/api/v1/messages";
  private static final int MAX_BODY = MessageForm.MAX_BYTES + 8_192;

  private final Vertx vertx;
  private final String node;
  private final ClusterModel model;
  private final SocketRules rules;
  private final MessageSender sender;
  private final MessageReaders readers = new MessageReaders();

  MessageApi(Vertx vertx, String node, ClusterModel model, SocketRules rules) {
    this.vertx = vertx;
    this.node = node;
    this.model = model;
    this.rules = rules;
    this.sender = new MessageSender(vertx);
  }

  void mount(Router router) {
    router.errorHandler(413, request -> {
      if (request.request().path().startsWith(PATH)) {
        Answers.problem(request, 413, Code.MESSAGE_TOO_LONG,
            "The request has more than " + MAX_BODY + " bytes, and a message at most " + MessageForm.MAX_BYTES + ".");
      } else {
        Answers.problem(request, 413, Code.HTTP_BAD_REQUEST, "The body is too long.");
      }
    });
    router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(MAX_BODY)).handler(this::send);
    router.get(PATH).handler(this::receive);
  }

  int waiting() {
    return sender.waiting();
  }

  int outstanding() {
    return sender.outstanding();
  }

  void hear(ClusterEvent event) {
    sender.hear(event);
    if (event instanceof ClusterEvent.Delivered delivered) {
      readers.hear(delivered);
    }
  }

  void tick() {
    sender.tick(nowMillis());
  }

  private static long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  private MessageForm.Wish wish(Supplier<JsonObject> body, String service) {
    return MessageForm.read(body, service, name -> model.node(name) != null);
  }

  /** Answers with what is wrong, if something is. */
  private boolean isAllowed(RoutingContext request, String service) {
    if (!MessageForm.isService(service)) {
      Answers.problem(request, 400, Code.SERVICE_NAME, "Service " + service + " cannot be.");
      return false;
    }
    if (TokenGuard.allows(request, service)) {
      return true;
    }
    String whyNot = rules.whyNot(service, Wires.peer(request.request().connection()));
    if (whyNot != null) {
      Answers.problem(request, 403, Code.SERVICE_NOT_ALLOWED, whyNot + ".");
      return false;
    }
    return true;
  }

  private void send(RoutingContext request) {
    MessageForm.Wish wish;
    try {
      wish = wish(() -> request.body().asJsonObject(), null);
    } catch (MessageForm.Unfit e) {
      Answers.problem(request, e.code == Code.MESSAGE_TOO_LONG ? 413 : 400, e.code, e.getMessage());
      return;
    }
    if (!isAllowed(request, wish.service())) {
      return;
    }
    try {
      // whoever asks once more in a moment must not find the first one sent as well
      Future<Long> sent = sender.isPaused() ? Future.failedFuture(Submitter.full()) : sender.send(wish, nowMillis());
      sent.onComplete(done -> {
        if (done.succeeded()) {
          request.response().setStatusCode(202).end();
        } else if (done.cause() instanceof Submitter.Full) {
          busy(request, Code.MESSAGES_PAUSED, done.cause().getMessage());
        } else {
          Answers.problem(request, 500, Code.HTTP_INTERNAL, Cause.of(done.cause()));
        }
      });
    } catch (MessageSender.Refused e) {
      refuse(request, e);
    }
  }

  private static void refuse(RoutingContext request, MessageSender.Refused refused) {
    if (refused.taken) {
      Answers.problem(request, 409, Code.SERVICE_TAKEN, refused.getMessage());
    } else {
      busy(request, Code.MESSAGES_TOO_MANY, refused.getMessage());
    }
  }

  private static void busy(RoutingContext request, Code code, String detail) {
    request.response().putHeader("Retry-After", "1");
    Answers.problem(request, 503, code, detail);
  }

  private void receive(RoutingContext request) {
    String service = request.request().getParam("service", "hb");
    if (!isAllowed(request, service)) {
      return;
    }
    String credits = request.request().getParam("credits");
    if (credits != null && !credits.matches("[0-9]{1,4}")) {
      Answers.problem(request, 400, Code.HTTP_BAD_REQUEST, "credits=" + credits + " is no number from 0 to 9999.");
    } else if (readers.isFull()) {
      busy(request, Code.MESSAGES_TOO_MANY, "There are " + MessageReaders.MAX + " readers of messages already.");
    } else if (EventApi.isUpgrade(request.request())) {
      upgrade(request, service, credits == null ? Long.MAX_VALUE : Long.parseLong(credits));
    } else {
      stream(request, service);
    }
  }

  /** Signs on before the answer, so that who may not is told by its status. */
  private void upgrade(RoutingContext request, String service, long credits) {
    long generation;
    try {
      generation = sender.open(service, nowMillis());
    } catch (MessageSender.Refused e) {
      refuse(request, e);
      return;
    }
    HttpConnection connection = request.request().connection();
    request.request().toWebSocket()
        .onSuccess(socket -> converse(socket, connection, service, credits, generation))
        .onFailure(failed -> sender.close(service, nowMillis()));
  }

  private void converse(ServerWebSocket socket, HttpConnection connection, String service, long credits, long generation) {
    MessageChannel channel = new MessageChannel(vertx, socket, connection, new MessageChannel.Desk() {
      @Override
      public Future<Long> send(JsonObject frame) {
        return sender.send(wish(() -> frame.getJsonObject("message"), service), nowMillis());
      }

      @Override
      public void closed() {
        sender.close(service, nowMillis());
      }
    });
    channel.begin(readers.join(service, channel, credits), node, service, generation);
  }

  private void stream(RoutingContext request, String service) {
    HttpServerResponse response = request.response();
    HttpConnection connection = request.request().connection();
    response.setChunked(true).putHeader("Content-Type", "application/x-ndjson").putHeader("Cache-Control", "no-store");
    response.writeHead();
    MessageReader reader = readers.join(service, new MessageReader.Wire() {
      @Override
      public Future<Void> write(Buffer message) {
        return response.write(Buffer.buffer(message.length() + 1).appendBuffer(message).appendByte((byte) '\n'));
      }

      @Override
      public void cut(String reason) {
        response.write(new JsonObject().put("error", "cut: " + reason).encode() + "\n");
        vertx.setTimer(NdjsonWire.GRACE_MILLIS, late -> Wires.cut(connection));
        response.end().onComplete(ended -> connection.close());
      }
    }, Long.MAX_VALUE);
    response.closeHandler(closed -> reader.leave());
    response.exceptionHandler(failed -> reader.leave());
  }
}
