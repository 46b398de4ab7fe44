package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.Wires;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;

/** The HTTP resources, the same on TCP and on the Unix socket (docs/api.md). */
final class ApiRouter {
  /** The pulse loop turns many times a second; a second without is a daemon that hangs. */
  private static final long PULSE_LIMIT_MILLIS = 1_000;

  private static final String ALLOW = "GET, HEAD, OPTIONS";

  private final ClusterJson json;
  private final PulseBeat pulse;
  private final Feed feed;
  private final WebPage page = new WebPage();
  private final List<String> paths = new ArrayList<>();
  private EventApi events;
  private ExplainApi explanations;
  private MetricsApi metrics;

  /** What the router asks of the verticle around it. */
  interface Feed {
    /** Where TCP is served, {@code http://HOST:PORT}; null if it is not. */
    String url();

    /** Why the model is no longer complete; empty while it is. */
    String defect();
  }

  ApiRouter(ClusterJson json, PulseBeat pulse, Feed feed) {
    this.json = json;
    this.pulse = pulse;
    this.feed = feed;
  }

  /** The resources that have a class of their own; before {@link #build}. */
  void serve(EventApi eventApi, ExplainApi explainApi, MetricsApi metricsApi) {
    events = eventApi;
    explanations = explainApi;
    metrics = metricsApi;
  }

  /**
   * @param more adds what only this server has
   */
  Router build(Vertx vertx, HostGuard guard, Consumer<Router> more) {
    paths.clear();
    Router router = Router.router(vertx);
    router.route().failureHandler(ApiRouter::passOnUnlessGone);
    router.route().handler(ApiRouter::refuseUnclear);
    router.route().handler(guard);
    router.route().handler(ApiRouter::cutSlowReader);
    more.accept(router);
    router.route().handler(page);
    resource(router, "/", request -> Answers.json(request, 200, index()));
    resource(router, "/api/v1/cluster", fromModel(request -> Answers.json(request, 200, cluster())));
    resource(router, "/api/v1/nodes", fromModel(request -> Answers.json(request, 200, json.nodes())));
    resource(router, "/api/v1/nodes/:name", fromModel(this::node));
    resource(router, ExplainApi.NODE, fromModel(explanations::node));
    resource(router, ExplainApi.DECISIONS, fromModel(explanations::decisions));
    resource(router, "/api/v1/links", fromModel(request -> Answers.json(request, 200, json.links())));
    resource(router, EventApi.PATH, fromModel(events));
    resource(router, "/api/v1/membership", fromModel(request -> Answers.json(request, 200, json.membership())));
    resource(router, Catalogue.PATH, request -> Answers.json(request, 200, Catalogue.all()));
    resource(router, Catalogue.PATH + "/:id", ApiRouter::problem);
    for (String contract : List.of("openapi.yaml", "asyncapi.yaml")) {
      resource(router, "/" + contract, new ContractApi(vertx, contract));
    }
    resource(router, "/schema.json", new ContractApi(vertx, "heartbeat.schema.json"));
    resource(router, MetricsApi.PATH, fromModel(metrics));
    resource(router, "/livez", this::live);
    resource(router, "/readyz", fromModel(this::ready));
    router.errorHandler(404, request -> Answers.problem(
        request, 404, Code.HTTP_NOT_FOUND, "There is nothing at " + request.request().path() + "."));
    router.errorHandler(400, request -> Answers.problem(
        request, 400, Code.HTTP_BAD_REQUEST, "The request cannot be understood."));
    router.errorHandler(500, request -> Answers.problem(
        request, 500, Code.HTTP_INTERNAL, "The request could not be answered."));
    return router;
  }

  /** Who went away in the middle of a request gets no answer, and is nothing to log; nor is a body that nobody can read. */
  private static void passOnUnlessGone(RoutingContext request) {
    if (request.failure() instanceof HttpClosedException) {
      return;
    }
    boolean inBody = !request.request().isEnded() && request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (inBody && request.failure() instanceof IllegalArgumentException && !request.response().ended()) {
      // Netty's word for a chunk without a size: where the next request would begin nobody knows
      refuseAndClose(request, "The body cannot be read: " + Cause.of(request.failure()) + ".");
    } else {
      request.next();
    }
  }

  private static void refuseAndClose(RoutingContext request, String why) {
    request.response().putHeader("Connection", "close");
    Answers.problem(request, 400, Code.HTTP_BAD_REQUEST, why);
    request.request().connection().close();
  }

  /** What another program on the way may read in another way, and a query that nobody can read. */
  private static void refuseUnclear(RoutingContext request) {
    List<String> codings = request.request().headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    if (!codings.isEmpty() && (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked"))) {
      // before what follows on the connection is looked at, which may be no request at all
      refuseAndClose(request, "Transfer-Encoding can be chunked, once, and nothing else.");
      return;
    }
    try {
      request.request().params();
      request.queryParams();
    } catch (RuntimeException unreadable) {
      Answers.problem(request, 400, Code.HTTP_BAD_REQUEST, "The query cannot be read: " + Cause.of(unreadable) + ".");
      return;
    }
    request.next();
  }

  /** Answers to a reader that does not read would pile up in memory. */
  private static void cutSlowReader(RoutingContext request) {
    if (request.response().writeQueueFull()) {
      Wires.cut(request.request().connection());
    } else {
      request.next();
    }
  }

  private void resource(Router router, String path, Handler<RoutingContext> get) {
    paths.add(path.replaceAll(":(\\w+)", "{$1}"));
    router.route(path).handler(request -> {
      HttpMethod method = request.request().method();
      if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
        get.handle(request);
      } else if (method.equals(HttpMethod.OPTIONS)) {
        request.response().setStatusCode(204).putHeader("Allow", ALLOW).end();
      } else {
        refuse(request);
      }
    });
  }

  /** Nobody reads the body of such a request, so the connection ends with the answer. */
  private static void refuse(RoutingContext request) {
    request.response().putHeader("Allow", ALLOW).putHeader("Connection", "close");
    Answers.problem(request, 405, Code.HTTP_READ_ONLY,
        request.request().method() + " is not allowed on " + request.request().path() + ".");
  }

  /** A model with a gap would tell old news as if they were true. */
  private Handler<RoutingContext> fromModel(Handler<RoutingContext> handler) {
    return request -> {
      if (feed.defect().isEmpty()) {
        handler.handle(request);
      } else {
        Answers.problem(request, 503, Code.HTTP_MODEL_INCOMPLETE, feed.defect());
      }
    };
  }

  private JsonObject index() {
    return new JsonObject().put("resources", new JsonArray(List.copyOf(paths)));
  }

  private JsonObject cluster() {
    return json.cluster().put("http", feed.url()).put("pulseAgeMillis", pulse.ageMillis());
  }

  private void node(RoutingContext request) {
    String name = request.pathParam("name");
    JsonObject node = json.node(name);
    if (node == null) {
      Answers.problem(request, 404, Code.HTTP_NOT_FOUND, "There is no node " + name + ".");
    } else {
      Answers.json(request, 200, node);
    }
  }

  private static void problem(RoutingContext request) {
    String id = request.pathParam("id");
    JsonObject entry = Catalogue.entry(id);
    if (entry == null) {
      Answers.problem(request, 404, Code.HTTP_NOT_FOUND, "There is no problem " + id + ".");
    } else {
      Answers.json(request, 200, entry);
    }
  }

  private void live(RoutingContext request) {
    long ageMillis = pulse.ageMillis();
    boolean alive = ageMillis <= PULSE_LIMIT_MILLIS;
    Answers.json(request, alive ? 200 : 503,
        new JsonObject().put("live", alive).put("pulseAgeMillis", ageMillis));
  }

  private void ready(RoutingContext request) {
    JsonObject readiness = json.readiness();
    Answers.json(request, readiness.getBoolean("ready") ? 200 : 503, readiness);
  }
}
