package org.linuxha.heartbeat.feed;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.problem.Code;

/** The HTTP resources, the same on TCP and on the Unix socket. */
final class ApiRouter {
  /** The pulse loop turns many times a second; a second without is a daemon that hangs. */
  private static final long PULSE_LIMIT_MILLIS = 1_000;

  private final ClusterJson json;
  private final PulseBeat pulse;

  ApiRouter(ClusterJson json, PulseBeat pulse) {
    this.json = json;
    this.pulse = pulse;
  }

  Router build(Vertx vertx) {
    Router router = Router.router(vertx);
    router.get("/api/v1/cluster").handler(request -> ok(request, json.cluster()));
    router.get("/api/v1/nodes").handler(request -> ok(request, json.nodes(System.currentTimeMillis())));
    router.get("/api/v1/nodes/:name").handler(this::node);
    router.get("/api/v1/links").handler(request -> ok(request, json.links()));
    router.get("/livez").handler(this::live);
    router.get("/readyz").handler(this::ready);
    router.get("/").handler(request -> ok(request, index()));
    router.errorHandler(404, request -> HttpProblem.send(
        request, 404, Code.HTTP_NOT_FOUND, "there is nothing at " + request.request().path()));
    router.errorHandler(405, request -> HttpProblem.send(
        request, 405, Code.HTTP_READ_ONLY, request.request().method() + " is not allowed here"));
    router.errorHandler(400, request -> HttpProblem.send(
        request, 400, Code.HTTP_BAD_REQUEST, "the request cannot be understood"));
    router.errorHandler(500, request -> HttpProblem.send(
        request, 500, Code.HTTP_INTERNAL, "the request could not be answered"));
    return router;
  }

  private static JsonObject index() {
    JsonObject links = new JsonObject();
    for (String path : new String[] {"/api/v1/cluster", "/api/v1/nodes", "/api/v1/links", "/livez", "/readyz"}) {
      links.put(path, path);
    }
    return new JsonObject().put("resources", links);
  }

  private void node(RoutingContext request) {
    String name = request.pathParam("name");
    JsonObject node = json.node(name, System.currentTimeMillis());
    if (node == null) {
      HttpProblem.send(request, 404, Code.HTTP_NOT_FOUND, "there is no node " + name);
    } else {
      ok(request, node);
    }
  }

  private void live(RoutingContext request) {
    long ageMillis = pulse.ageMillis();
    boolean alive = ageMillis <= PULSE_LIMIT_MILLIS;
    answer(request, alive ? 200 : 503,
        new JsonObject().put("live", alive).put("pulseAgeMillis", ageMillis));
  }

  private void ready(RoutingContext request) {
    JsonObject readiness = json.readiness();
    answer(request, readiness.getBoolean("ready") ? 200 : 503, readiness);
  }

  private static void ok(RoutingContext request, Object body) {
    answer(request, 200, body);
  }

  private static void answer(RoutingContext request, int status, Object body) {
    request.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(io.vertx.core.json.Json.encodePrettily(body) + "\n");
  }
}
