package org.linuxha.heartbeat.feed;

import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.problem.Code;

/**
 * Keeps pages of other sites in the administrator's browser away. {@code Host}: such a page may point
 * a name of its own at 127.0.0.1 (DNS rebinding), so that on TCP only names of this machine's loopback
 * are answered. {@code Origin}: a page may call us, but only if it came from us.
 */
final class HostGuard implements Handler<RoutingContext> {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final boolean checksHost;
  private final Set<String> names;
  private final boolean anyAddress;
  private final String scheme;

  private HostGuard(boolean checksHost, Set<String> names, boolean anyAddress, String scheme) {
    this.checksHost = checksHost;
    this.names = names;
    this.anyAddress = anyAddress;
    this.scheme = scheme;
  }

  /**
   * As heartbeat.json has it. Where other machines may come, any address is a right one: rebinding needs a name.
   *
   * @param node this node's name, by which others call it
   */
  static HostGuard ofTcp(OwnSettings own, String node) {
    Set<String> names = new HashSet<>(LOOPBACK);
    names.addAll(own.hosts());
    boolean open = !own.address().isLoopback();
    if (open) {
      names.add(node.toLowerCase(Locale.ROOT));
      names.add(own.address().host().toLowerCase(Locale.ROOT));
    }
    return new HostGuard(true, Set.copyOf(names), open, own.tls().isPresent() ? "https" : "http");
  }

  /** No browser reaches a Unix socket, and clients there write any host they like; a proxy may pass an origin on. */
  static HostGuard ofSocket() {
    return new HostGuard(false, LOOPBACK, false, "http");
  }

  @Override
  public void handle(RoutingContext request) {
    List<String> hosts = hosts(request.request());
    if (hosts.size() > 1) {
      Answers.problem(request, 400, Code.HTTP_BAD_REQUEST, "The request has more than one Host.");
    } else if (checksHost && !isOneOf(names, hosts) && !(anyAddress && isAddress(hosts))) {
      Answers.problem(request, 421, Code.HTTP_FOREIGN_HOST,
          hosts.isEmpty() ? "The request has no Host." : "The request is for " + hosts.get(0) + ".");
    } else if (!isOurs(scheme, request.request().headers().getAll("Origin"), hosts)) {
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
    return isOneOf(LOOPBACK, hosts);
  }

  private static boolean isOneOf(Set<String> names, List<String> hosts) {
    HostAndPort authority = authority(hosts);
    return authority != null && names.contains(authority.host());
  }

  private static boolean isAddress(List<String> hosts) {
    HostAndPort authority = authority(hosts);
    return authority != null && NetUtil.createByteArrayFromIpAddressString(authority.host()) != null;
  }

  private static HostAndPort authority(List<String> hosts) {
    return hosts.size() == 1 ? HostAndPort.parseAuthority(hosts.get(0).toLowerCase(Locale.ROOT), -1) : null;
  }

  /** No origin at all (no browser), or the very host that was asked. */
  static boolean isOurs(String scheme, List<String> origins, List<String> hosts) {
    return origins.isEmpty()
        || (origins.size() == 1
            && hosts.size() == 1
            && origins.get(0).equalsIgnoreCase(scheme + "://" + hosts.get(0)));
  }
}
