package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP on TCP, as heartbeat.json has it: plain or TLS, and other when the settings change. New certificates are for the next
 * connections; anything else closes all of them, for who had a token may have none now. A port that is taken is said and
 * tried again: a dashboard must not keep a node out of its cluster. On the service loop.
 */
final class TcpServer {
  private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
  private static final long AGAIN_MILLIS = 5_000;
  private static final int IDLE_SECONDS = 60;
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private final Vertx vertx;
  private final BiFunction<HttpServerOptions, OwnSettings, HttpServer> maker;
  private OwnSettings settings;
  private int turn;
  private boolean failureSaid;
  private volatile HttpServer server;
  private volatile String url;

  /** @param maker makes a server, which does not listen yet */
  TcpServer(Vertx vertx, OwnSettings settings, BiFunction<HttpServerOptions, OwnSettings, HttpServer> maker) {
    this.vertx = vertx;
    this.settings = settings;
    this.maker = maker;
  }

  /** Never fails. */
  Future<Void> listen() {
    HttpAddress address = settings.address();
    int mine = ++turn;
    if (address.isOff()) {
      return Future.succeededFuture();
    }
    HttpServerOptions options = new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
    boolean secure = settings.tls().isPresent();
    if (secure) {
      options.setSsl(true).setUseAlpn(false).setKeyCertOptions(pair(settings.tls().get())).setEnabledSecureTransportProtocols(PROTOCOLS);
    }
    HttpServer made = maker.apply(options, settings);
    return made.listen(address.port(), address.host()).transform(listening -> {
      if (mine != turn) {
        return made.close().otherwiseEmpty();
      }
      if (listening.succeeded()) {
        server = made;
        url = address.url(secure ? "https" : "http", made.actualPort());
        LOG.info("HTTP on {}/", url);
      } else {
        sayFailure(address, secure, listening.cause());
        vertx.setTimer(AGAIN_MILLIS, timer -> {
          if (mine == turn) {
            listen();
          }
        });
      }
      return Future.succeededFuture();
    });
  }

  /** From now on so. */
  void use(OwnSettings next) {
    OwnSettings before = settings;
    settings = next;
    if (next.isHttpOf(before)) {
      return;
    }
    if (isPairAlone(before, next) && server != null) {
      server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(pair(next.tls().get())).setEnabledSecureTransportProtocols(PROTOCOLS))
          .onSuccess(done -> LOG.info("HTTP on {}/ has another certificate.", url))
          .onFailure(failure -> again());
    } else {
      again();
    }
  }

  private static boolean isPairAlone(OwnSettings before, OwnSettings next) {
    return before.tls().isPresent() && next.tls().isPresent() && next.isHttpOf(before.with(next.tls().get()));
  }

  private void again() {
    HttpServer old = server;
    server = null;
    url = null;
    turn++;
    failureSaid = false;
    int mine = turn;
    (old == null ? Future.succeededFuture() : old.close()).onComplete(closed -> {
      if (mine == turn) {
        listen();
      }
    });
  }

  private static PemKeyCertOptions pair(OwnSettings.Tls tls) {
    return new PemKeyCertOptions().setCertValue(Buffer.buffer(tls.certificates())).setKeyValue(Buffer.buffer(tls.key()));
  }

  private void sayFailure(HttpAddress address, boolean secure, Throwable cause) {
    if (!failureSaid) {
      failureSaid = true;
      LOG.error("{}", new Problem(Code.HTTP_PORT_TAKEN, address.url(secure ? "https" : "http", address.port()),
          "it cannot be served: " + Cause.of(cause) + ".").full());
    }
  }

  /** 0 if it is not served. From any thread. */
  int port() {
    HttpServer listening = server;
    return listening == null ? 0 : listening.actualPort();
  }

  /** Null if it is not served. From any thread. */
  String url() {
    return url;
  }
}
