package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.linuxha.heartbeat.problem.Code;

/**
 * On the TCP address: read-only, and only for those who mean this machine. A page of another site in
 * the administrator's browser must not read the cluster by a name it points at 127.0.0.1.
 */
final class HostGuard implements Handler<RoutingContext> {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  @Override
  public void handle(RoutingContext request) {
    HttpMethod method = request.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD) && !method.equals(HttpMethod.OPTIONS)) {
      request.response().putHeader("Allow", "GET, HEAD, OPTIONS");
      HttpProblem.send(request, 405, Code.HTTP_READ_ONLY, method + " is not allowed on the TCP address");
      return;
    }
    HostAndPort authority = request.request().authority();
    if (authority == null || !LOOPBACK.contains(authority.host())) {
      HttpProblem.send(request, 421, Code.HTTP_FOREIGN_HOST,
          "the request is for host " + (authority == null ? "(none)" : authority.host()));
      return;
    }
    String origin = request.request().getHeader("Origin");
    if (origin != null && !isLocal(origin)) {
      HttpProblem.send(request, 403, Code.HTTP_FOREIGN_ORIGIN, "the request comes from a page of " + origin);
      return;
    }
    request.next();
  }

  private static boolean isLocal(String origin) {
    try {
      String host = new URI(origin).getHost();
      return host != null && LOOPBACK.contains(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
