package org.linuxha.heartbeat.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks a Heartbeat daemon, follows what happens, and sends and receives messages, over {@code api.sock} or TCP.
 * Everything is a Vert.x future; handlers run on the context of the caller. Messages need {@code api.sock}, or TLS and a
 * token that has their service.
 *
 * <pre>{@code
 * HeartbeatClient heartbeat = HeartbeatClient.unix(vertx, Path.of("/run/heartbeat/api.sock"));
 * heartbeat.views(view -> System.out.println(view.members() + " quorum " + view.quorum()));
 * }</pre>
 */
public final class HeartbeatClient {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int PING_SECONDS = 5;
  private static final long SILENCE_MILLIS = 16_000;
  private static final int MAX_CONNECTIONS = 32;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final Vertx vertx;
  private final HttpClient http;
  private final SocketAddress server;
  private final String host;
  private final String token;

  private HeartbeatClient(Vertx vertx, SocketAddress server, String host, HttpClientOptions options, String token) {
    this.vertx = vertx;
    this.server = server;
    this.host = host;
    this.token = token;
    this.http =
        vertx.createHttpClient(options.setConnectTimeout(TIMEOUT_MILLIS), new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
  }

  /** Over the Unix socket of the daemon on this machine. */
  public static HeartbeatClient unix(Vertx vertx, Path socket) {
    return new HeartbeatClient(vertx, SocketAddress.domainSocketAddress(socket.toString()), "hb", new HttpClientOptions(), null);
  }

  /** Over TCP without TLS, to read: the daemon answers this machine only, and a tunnel to it. */
  public static HeartbeatClient tcp(Vertx vertx, int port) {
    return new HeartbeatClient(vertx, SocketAddress.inetSocketAddress(port, "127.0.0.1"), "localhost", new HttpClientOptions(), null);
  }

  /**
   * Over the network: {@code https://alice.example.com:8694}. The daemon's certificate must be of an authority that is
   * trusted and name that host. With a token that has a service, messages too.
   *
   * @throws IllegalArgumentException if that is no such address, or a token would go over a network without TLS
   */
  public static HeartbeatClient at(Vertx vertx, URI url, Access access) {
    boolean tls = "https".equals(url.getScheme());
    if (!tls && !"http".equals(url.getScheme()) || url.getHost() == null || !url.getPath().matches("/?")) {
      throw new IllegalArgumentException("a daemon's address is https://HOST:PORT or http://HOST:PORT");
    }
    String host = url.getHost().replaceAll("^\\[|\\]$", "");
    if (!tls && access.token() != null && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException("over http:// everybody on the way could read the token: use https://");
    }
    HttpClientOptions options = new HttpClientOptions().setSsl(tls).setVerifyHost(true);
    if (tls && access.authorities() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(access.authorities().toString()));
    }
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    return new HeartbeatClient(vertx, SocketAddress.inetSocketAddress(port, host), host, options, access.token());
  }

  /** All nodes. */
  public Future<List<Node>> nodes() {
    return get("/api/v1/nodes").map(answer ->
        ((JsonArray) answer).stream().map(JsonObject.class::cast).map(Node::of).toList());
  }

  /** One node; fails with status 404 if there is none of that name. */
  public Future<Node> node(String name) {
    return get("/api/v1/nodes/" + encode(name)).map(answer -> Node.of((JsonObject) answer));
  }

  public Future<Membership> membership() {
    return get("/api/v1/membership").map(answer -> Membership.of((JsonObject) answer));
  }

  /** Any resource of docs/api.md, as JSON object or array. */
  public Future<Object> get(String path) {
    return exchange(HttpMethod.GET, path, null).map(Json::decodeValue);
  }

  /**
   * Sends a message; succeeds when the daemon has sent it. Fails with a {@link HeartbeatException} that is temporary
   * while too many wait: send again then, not sooner.
   */
  public Future<Void> send(ClusterMessage message) {
    return exchange(HttpMethod.POST, "/api/v1/messages", message.toJson().toBuffer()).mapEmpty();
  }

  /**
   * Everything that happens: first a {@code snapshot}, then each change, in order. When the connection is lost it goes
   * on after the last event, without a gap, or, where that cannot be, with another snapshot.
   */
  public Subscription events(Handler<Event> listener) {
    return events(listener, trouble -> { });
  }

  /**
   * The same.
   *
   * @param trouble told each time that the connection is lost or cannot be made; it is tried every second
   */
  public Subscription events(Handler<Event> listener, Handler<Throwable> trouble) {
    Event[] last = {null};
    Handler<JsonObject> take = json -> {
      Event event = Event.of(json);
      last[0] = event;
      if (!event.isNoise()) {
        listener.handle(event);
      }
    };
    return new Lines(vertx, http, () -> options(events(last[0])), SILENCE_MILLIS, take, trouble).start();
  }

  private static String events(Event last) {
    String from = last == null ? "" : "&since=" + last.seq() + "&epoch=" + encode(last.epoch());
    return "/api/v1/events?ping=" + PING_SECONDS + from;
  }

  /** The membership now, and each time it changes. */
  public Subscription views(Handler<Membership> listener) {
    return events(event -> event.membership().ifPresent(listener::handle));
  }

  /** Messages for that service, from all nodes, ours too. Those that come while the connection is lost are missed. */
  public Subscription messages(String service, Handler<ClusterMessage> listener, Handler<Throwable> trouble) {
    Handler<JsonObject> take = json -> {
      if (json.containsKey("error")) {
        trouble.handle(new IllegalStateException(json.getString("error")));
      } else {
        listener.handle(ClusterMessage.of(json));
      }
    };
    return new Lines(
        vertx, http, () -> options("/api/v1/messages?service=" + encode(service)), 0, take, trouble).start();
  }

  /**
   * Takes part in a service on one connection: sends with an answer for each, and receives no more than the listener
   * handles. Fails with a {@link HeartbeatException} if apiauth does not allow it or the name
   * is taken.
   */
  public Future<MessageChannel> channel(String service, Handler<ClusterMessage> listener) {
    byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    String path = "/api/v1/messages?credits=" + MessageChannel.WINDOW + "&service=" + encode(service);
    Future<MessageChannel> opening = http.request(options(path).setMethod(HttpMethod.GET).setTimeout(TIMEOUT_MILLIS))
        .compose(request -> request
            // the channel tells how it ended; without a handler Vert.x would log it
            .exceptionHandler(ended -> { })
            .putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket")
            .putHeader("Sec-WebSocket-Version", "13").putHeader("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key))
            .connect())
        .compose(response -> response.statusCode() == SWITCHING_PROTOCOLS
            ? MessageChannel.open(vertx.getOrCreateContext(), response.netSocket(), listener)
            : response.body().compose(body -> Future.<MessageChannel>failedFuture(HeartbeatException.of(response.statusCode(), body))));
    return opening.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).recover(trouble -> {
      // nobody waits for it any more: it must not keep the name, nor hear anything
      opening.onSuccess(MessageChannel::close);
      return Future.failedFuture(HeartbeatException.explain(trouble));
    });
  }

  /** Ends all connections. */
  public Future<Void> close() {
    return http.close();
  }

  private RequestOptions options(String path) {
    // host and port are for the Host header; the server is where it goes
    RequestOptions options =
        new RequestOptions().setServer(server).setHost(host).setPort(server.isInetSocket() ? server.port() : 80).setURI(path);
    return token == null ? options : options.putHeader("Authorization", "Bearer " + token);
  }

  private Future<Buffer> exchange(HttpMethod method, String path, Buffer body) {
    return http.request(options(path).setMethod(method).setTimeout(TIMEOUT_MILLIS))
        .compose(request -> body == null ? request.send() : request.putHeader("Content-Type", "application/json").send(body))
        .compose(response -> response.body().compose(answer -> response.statusCode() / 100 == 2
            ? Future.succeededFuture(answer)
            : Future.<Buffer>failedFuture(HeartbeatException.of(response.statusCode(), answer))))
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .recover(trouble -> Future.failedFuture(HeartbeatException.explain(trouble)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
