package org.linuxha.heartbeat.feed;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.linuxha.heartbeat.problem.Code;

/** Errors as problem documents (RFC 9457) with the ids of the catalogue. */
final class HttpProblem {
  private HttpProblem() {}

  static void send(RoutingContext request, int status, Code code, String detail) {
    request.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(new JsonObject()
            .put("type", "urn:heartbeat:problem:" + code.id())
            .put("title", code.cause())
            .put("status", status)
            .put("detail", detail)
            .put("id", code.id())
            .put("remedy", code.remedy())
            .encodePrettily() + "\n");
  }
}
