package org.linuxha.heartbeat.api;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Follows an endless answer of JSON lines; connects again when it ends, or says nothing for too long. */
final class Lines implements Subscription {
  private static final long AGAIN_MILLIS = 1_000;
  /** A daemon that has taken the connection and does not begin to answer hangs, or its machine is gone. */
  private static final long ANSWER_MILLIS = 10_000;
  private static final int MAX_LINE = 4 * 1024 * 1024;

  private final Vertx vertx;
  private final Context context;
  private final HttpClient http;
  private final Supplier<RequestOptions> request;
  private final long silenceMillis;
  private final Handler<JsonObject> listener;
  private final Handler<Throwable> trouble;
  private HttpClientResponse current;
  private long watch = -1;
  private boolean waiting;
  private volatile boolean closed;

  /**
   * @param request where to go on; asked before each connection
   * @param silenceMillis a connection that says nothing for so long is given up; 0 for never
   * @param trouble told of each connection that failed or ended
   */
  Lines(Vertx vertx, HttpClient http, Supplier<RequestOptions> request, long silenceMillis,
      Handler<JsonObject> listener, Handler<Throwable> trouble) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.http = http;
    this.request = request;
    this.silenceMillis = silenceMillis;
    this.listener = listener;
    this.trouble = trouble;
  }

  /** Begins; everything happens on the context where this was made. */
  Lines start() {
    context.runOnContext(now -> connect());
    return this;
  }

  private void connect() {
    waiting = false;
    if (closed) {
      return;
    }
    http.request(request.get().setMethod(HttpMethod.GET))
        .compose(sent -> sent.send().timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS).onFailure(late -> sent.reset()))
        .onSuccess(this::read)
        .onFailure(this::again);
  }

  private void read(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      response.body().onSuccess(body -> again(HeartbeatException.of(response.statusCode(), body))).onFailure(this::again);
      return;
    }
    current = response;
    RecordParser lines = RecordParser.newDelimited("\n", response);
    lines.maxRecordSize(MAX_LINE);
    lines.exceptionHandler(this::again);
    lines.endHandler(end -> again(new IllegalStateException("the daemon ended the stream")));
    lines.handler(line -> take(line.toString()));
    guard();
  }

  private void take(String line) {
    guard();
    if (closed || line.isBlank()) {
      return;
    }
    JsonObject json;
    try {
      json = new JsonObject(line);
    } catch (DecodeException e) {
      again(e);
      return;
    }
    listener.handle(json);
  }

  /** The daemon pings; a connection without any sign of it is dead, whatever TCP thinks. */
  private void guard() {
    vertx.cancelTimer(watch);
    if (silenceMillis > 0 && !closed) {
      watch = vertx.setTimer(silenceMillis, late ->
          again(new IllegalStateException("the daemon said nothing for " + silenceMillis + " ms")));
    }
  }

  private void again(Throwable reason) {
    if (waiting || closed) {
      return;
    }
    waiting = true;
    hangUp();
    // first: it goes on whatever the one who is told of it does
    vertx.setTimer(AGAIN_MILLIS, timer -> connect());
    trouble.handle(HeartbeatException.explain(reason));
  }

  private void hangUp() {
    vertx.cancelTimer(watch);
    if (current != null) {
      current.request().connection().close();
      current = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    context.runOnContext(now -> hangUp());
  }
}
