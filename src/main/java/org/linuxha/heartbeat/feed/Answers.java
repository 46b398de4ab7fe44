package org.linuxha.heartbeat.feed;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.linuxha.heartbeat.problem.Code;

/** The two kinds of answer: a resource as JSON, and an error as a problem document (RFC 9457). */
final class Answers {
  private Answers() {}

  static void json(RoutingContext request, int status, Object body) {
    send(request, status, "application/json", body);
  }

  /** An error with its id in the catalogue; {@code type} leads to what the catalogue says about it. */
  static void problem(RoutingContext request, int status, Code code, String detail) {
    send(
        request,
        status,
        "application/problem+json",
        new JsonObject()
            .put("type", Catalogue.PATH + "/" + code.id())
            .put("title", code.cause())
            .put("status", status)
            .put("detail", detail)
            .put("instance", request.request().path())
            .put("id", code.id())
            .put("remedy", code.remedy()));
  }

  private static void send(RoutingContext request, int status, String type, Object body) {
    HttpServerResponse response = request.response();
    if (response.ended()) {
      return;
    }
    Buffer bytes = Buffer.buffer(Json.encodePrettily(body) + "\n");
    response
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        // HEAD has it too, and nothing else would set it there
        .putHeader("Content-Length", String.valueOf(bytes.length()))
        .end(bytes);
  }
}
