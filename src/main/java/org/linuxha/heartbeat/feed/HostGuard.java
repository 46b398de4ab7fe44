package org.linuxha.heartbeat.feed;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.linuxha.heartbeat.problem.Code;

/**
 * Keeps pages of other sites in the administrator's browser away. {@code Host}: such a page may point
 * a name of its own at 127.0.0.1 (DNS rebinding), so that on TCP only names of this machine's loopback
 * are answered. {@code Origin}: a page may call us, but only if it came from us.
 */
final class HostGuard implements Handler<RoutingContext> {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final boolean checksHost;

  private HostGuard(boolean checksHost) {
    this.checksHost = checksHost;
  }

  static HostGuard ofTcp() {
    return new HostGuard(true);
  }

  /** No browser reaches a Unix socket, and clients there write any host they like; a proxy may pass an origin on. */
  static HostGuard ofSocket() {
    return new HostGuard(false);
  }

  @Override
  public void handle(RoutingContext request) {
    List<String> hosts = hosts(request.request());
    if (hosts.size() > 1) {
      Answers.problem(request, 400, Code.HTTP_BAD_REQUEST, "The request has more than one Host.");
    } else if (checksHost && !namesThisMachine(hosts)) {
      Answers.problem(request, 421, Code.HTTP_FOREIGN_HOST,
          hosts.isEmpty() ? "The request has no Host." : "The request is for " + hosts.get(0) + ".");
    } else if (!isOurs(request.request().headers().getAll("Origin"), hosts)) {
      Answers.problem(request, 403, Code.HTTP_FOREIGN_ORIGIN,
          "The request comes from a page of " + request.request().getHeader("Origin") + ".");
    } else {
      request.next();
    }
  }

  /** RFC 9112 3.2.2: a request for a whole URI is for the host in it, whatever the header says. */
  private static List<String> hosts(HttpServerRequest request) {
    String target = request.uri();
    int scheme = target.indexOf("://");
    List<String> headers = request.headers().getAll("Host");
    if (target.startsWith("/") || scheme < 0 || headers.size() > 1) {
      return headers;
    }
    return List.of(target.substring(scheme + 3).split("[/?#]", 2)[0]);
  }

  /** Any port will do: a tunnel has its own. */
  static boolean namesThisMachine(List<String> hosts) {
    HostAndPort authority =
        hosts.size() == 1 ? HostAndPort.parseAuthority(hosts.get(0).toLowerCase(Locale.ROOT), -1) : null;
    return authority != null && LOOPBACK.contains(authority.host());
  }

  /** No origin at all (no browser), or the very host that was asked. */
  static boolean isOurs(List<String> origins, List<String> hosts) {
    return origins.isEmpty()
        || (origins.size() == 1
            && hosts.size() == 1
            && origins.get(0).equalsIgnoreCase("http://" + hosts.get(0)));
  }
}
