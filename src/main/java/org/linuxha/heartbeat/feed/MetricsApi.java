package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.linuxha.heartbeat.problem.Code;

/** {@code GET /metrics}: the numbers are read on this loop, their text is made on a worker. */
final class MetricsApi implements Handler<RoutingContext> {
  static final String PATH = "/metrics";

  private final Vertx vertx;
  private final Metrics metrics;

  private record Text(String type, byte[] bytes) {}

  MetricsApi(Vertx vertx, Metrics metrics) {
    this.vertx = vertx;
    this.metrics = metrics;
  }

  @Override
  public void handle(RoutingContext request) {
    String accept = request.request().getHeader("Accept");
    boolean open = accept != null && accept.contains("application/openmetrics-text");
    List<Metric> read = metrics.read();
    vertx.executeBlocking(() -> new Text(open ? MetricsText.OPEN_METRICS : MetricsText.PROMETHEUS, MetricsText.write(read, open)), false)
        .onSuccess(text -> answer(request, text))
        .onFailure(failed -> Answers.problem(request, 500, Code.HTTP_INTERNAL, "The numbers could not be written: " + failed + "."));
  }

  private static void answer(RoutingContext request, Text text) {
    if (!request.response().closed()) {
      request.response()
          .putHeader("Content-Type", text.type())
          .putHeader("Cache-Control", "no-store")
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("Content-Length", String.valueOf(text.bytes().length))
          .end(Buffer.buffer(text.bytes()));
    }
  }
}
