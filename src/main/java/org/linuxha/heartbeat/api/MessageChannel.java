package org.linuxha.heartbeat.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes part in a service: sends and receives on one connection (docs/api.md). What it sends keeps its order, and so
 * does what it gets from each node. Both sides have credits, so nothing piles up anywhere: {@link #send} queues a
 * bounded number of messages and refuses the next, and the daemon sends no more than the listener has handled.
 *
 * <p>A connection that is lost is not made anew: what came meanwhile would be missing without a word. {@link
 * #closeHandler} is told, and who opens another channel is a new client of the service.
 *
 * <p>Its handlers run on the context it was opened on; call its methods there.
 */
public final class MessageChannel {
  /** Messages that wait for the daemon's credits; the next fails at once. */
  public static final int WAITING = 1_024;
  /** Messages that the daemon may send before some were handled. */
  static final int WINDOW = 64;
  /** RFC 6455 7.4.1. */
  private static final int NORMAL = 1_000;

  private record Sending(JsonObject message, Promise<Long> answer) {}

  private final Context context;
  private final NetSocket socket;
  private final Handler<ClusterMessage> listener;
  private final Promise<MessageChannel> opened = Promise.promise();
  private final Deque<Sending> queue = new ArrayDeque<>();
  private final Map<Long, Promise<Long>> unanswered = new HashMap<>();
  private final Deque<ClusterMessage> received = new ArrayDeque<>();
  private Handler<Throwable> closeHandler = reason -> { };
  private JsonObject hello = new JsonObject();
  private Throwable end;
  private Future<Void> closing = Future.succeededFuture();
  private long ids;
  private int credits;
  private int handled;
  private boolean paused;

  private MessageChannel(Context context, NetSocket socket, Handler<ClusterMessage> listener) {
    this.context = context;
    this.socket = socket;
    this.listener = listener;
  }

  /** Succeeds when the daemon said hello. */
  static Future<MessageChannel> open(Context context, NetSocket socket, Handler<ClusterMessage> listener) {
    MessageChannel channel = new MessageChannel(context, socket, listener);
    Frames frames = new Frames(channel::take);
    socket.handler(bytes -> {
      try {
        frames.take(bytes);
      } catch (IllegalStateException | DecodeException | ClassCastException nonsense) {
        channel.finish(nonsense);
      }
    });
    socket.exceptionHandler(channel::finish);
    socket.closeHandler(closed -> channel.finish(new IllegalStateException("the daemon closed the connection")));
    return channel.opened.future();
  }

  /** The daemon's node. */
  public String node() {
    return hello.getString("node");
  }

  public String service() {
    return hello.getString("service");
  }

  /** Told once, why it ended; at once if it has. */
  public MessageChannel closeHandler(Handler<Throwable> handler) {
    closeHandler = handler;
    if (end != null) {
      handler.handle(end);
    }
    return this;
  }

  /**
   * Sends to {@code message.node()}, under the channel's service whatever the message says. Succeeds with its number
   * among the ordered messages to that destination when the daemon has sent it. Fails with a {@link HeartbeatException}:
   * temporary if too many wait, here or there.
   */
  public Future<Long> send(ClusterMessage message) {
    if (end != null) {
      return Future.failedFuture(end);
    }
    if (queue.size() >= WAITING) {
      return Future.failedFuture(HeartbeatException.busy(WAITING + " messages wait already for the daemon to take them"));
    }
    JsonObject json = message.toJson();
    json.remove("service");
    Sending sending = new Sending(json, Promise.promise());
    queue.add(sending);
    pump();
    return sending.answer().future();
  }

  private void pump() {
    while (end == null && unanswered.size() < credits && !queue.isEmpty()) {
      Sending next = queue.poll();
      long id = ++ids;
      unanswered.put(id, next.answer());
      say(new JsonObject().put("frame", "send").put("id", id).put("message", next.message()));
    }
  }

  private void say(JsonObject frame) {
    socket.write(Frames.encode(Frames.TEXT, frame.toBuffer()));
  }

  /** Hands out nothing until {@link #resume}; the daemon is granted nothing meanwhile, and cuts who pauses for too long. */
  public MessageChannel pause() {
    paused = true;
    return this;
  }

  public MessageChannel resume() {
    paused = false;
    handOut();
    return this;
  }

  private void take(int opcode, Buffer payload) {
    if (end != null) {
      return;
    }
    switch (opcode) {
      case Frames.PING -> socket.write(Frames.encode(Frames.PONG, payload));
      case Frames.CLOSE -> {
        socket.write(Frames.encode(Frames.CLOSE, payload));
        finish(new IllegalStateException(payload.length() > 2
            ? "the daemon ended the channel: " + payload.getString(2, payload.length()) : "the daemon ended the channel"));
      }
      case Frames.TEXT -> hear(payload.toJsonObject());
      default -> { }
    }
  }

  private void hear(JsonObject frame) {
    switch (frame.getString("frame", "")) {
      case "hello" -> {
        hello = frame;
        credits = frame.getInteger("credits");
        opened.tryComplete(this);
      }
      case "sent" -> answer(frame).complete(frame.getLong("oseq"));
      case "refused" -> answer(frame).fail(HeartbeatException.of(frame));
      case "message" -> {
        received.add(ClusterMessage.of(frame.getJsonObject("message")));
        handOut();
      }
      case "cut" -> finish(new IllegalStateException("the daemon cut the channel: " + frame.getString("reason")));
      default -> { }
    }
    pump();
  }

  private Promise<Long> answer(JsonObject frame) {
    Promise<Long> answer = frame.getValue("id") instanceof Number id ? unanswered.remove(id.longValue()) : null;
    return answer == null ? Promise.promise() : answer;
  }

  private void handOut() {
    while (!paused && end == null && !received.isEmpty()) {
      tell(received.poll());
      handled++;
      if (handled >= WINDOW / 2 && end == null) {
        say(new JsonObject().put("frame", "credit").put("count", handled));
        handled = 0;
      }
    }
  }

  /** What a listener throws goes where Vert.x reports such, and is no fault of the channel. */
  private void tell(ClusterMessage message) {
    try {
      listener.handle(message);
    } catch (RuntimeException own) {
      context.runOnContext(now -> {
        throw own;
      });
    }
  }

  /** Ends it; the service signs off on this node when it was its last channel. What has no answer yet fails. */
  public Future<Void> close() {
    if (end == null) {
      socket.write(Frames.encode(Frames.CLOSE, Buffer.buffer().appendUnsignedShort(NORMAL)));
    }
    finish(new IllegalStateException("the channel is closed"));
    return closing;
  }

  private void finish(Throwable reason) {
    if (end != null) {
      return;
    }
    end = reason;
    opened.tryFail(reason);
    unanswered.values().forEach(answer -> answer.fail(reason));
    unanswered.clear();
    queue.forEach(sending -> sending.answer().fail(reason));
    queue.clear();
    // broken or closed already is closed too
    closing = socket.close().otherwiseEmpty();
    closeHandler.handle(reason);
  }
}
