package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import org.linuxha.heartbeat.problem.Code;

/** A contract of this API, as it lies in the jar: read off the loop, at the first request. */
final class ContractApi implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final String name;
  private Buffer text;

  /**
   * @param name of the file in the jar's directory {@code contracts}
   */
  ContractApi(Vertx vertx, String name) {
    this.vertx = vertx;
    this.name = name;
  }

  @Override
  public void handle(RoutingContext request) {
    if (text != null) {
      answer(request);
      return;
    }
    vertx.executeBlocking(this::read, false)
        .onSuccess(read -> {
          text = read;
          answer(request);
        })
        .onFailure(failed -> Answers.problem(request, 500, Code.HTTP_INTERNAL, name + " cannot be read: " + failed + "."));
  }

  private Buffer read() throws IOException {
    try (InputStream in = ContractApi.class.getResourceAsStream("/contracts/" + name)) {
      if (in == null) {
        throw new IOException("it is not in the jar");
      }
      return Buffer.buffer(in.readAllBytes());
    }
  }

  private void answer(RoutingContext request) {
    if (!request.response().closed()) {
      request.response()
          .putHeader("Content-Type", name.endsWith(".yaml") ? "application/yaml" : "application/json")
          .putHeader("Cache-Control", "no-store")
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("Content-Length", String.valueOf(text.length()))
          .end(text);
    }
  }
}
