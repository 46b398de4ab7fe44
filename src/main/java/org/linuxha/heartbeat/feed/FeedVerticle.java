package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.bus.Unread;
import org.linuxha.heartbeat.bus.Wires;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP servers on the service loop. Deploy it before anything that tells cluster events: it needs
 * the first one. A Unix socket that cannot be had fails the start; a TCP port that is taken is said
 * and tried again, for a dashboard must not keep a node out of its cluster.
 */
public final class FeedVerticle extends VerticleBase implements ApiRouter.Feed {
  private static final Logger LOG = LoggerFactory.getLogger(FeedVerticle.class);
  private static final int MAX_CONNECTIONS = 4_096;
  private static final long TICK_MILLIS = 250;
  /** Bytes; what a client says over a WebSocket is at most one message for the cluster. */
  private static final int MAX_FRAME = 65_536;
  private static final int CLOSING_SECONDS = 5;

  private final DaemonFacts facts;
  private final PulseBeat pulse;
  private final OwnSettings own;
  private final Path socket;
  private final SocketRules rules;
  private final SocketFile socketFile;
  private final ClusterModel model = new ClusterModel(Moment.now());
  private final Newsroom newsroom;
  private final ApiRouter resources;
  private final ExplainApi explanations;
  private final Map<String, Integer> connections = new HashMap<>();
  private final KeysApi keys;
  private MessageApi messages;
  private EventBusBridge bridge;
  private boolean published;
  private boolean surpriseSaid;
  private volatile TcpServer tcp;

  /**
   * @param own where to listen on TCP, and for whom, and what links are called; others come as {@link Control.NewSettings}
   * @param socket path of the Unix socket
   * @param rules who may do what there
   * @param keys those of the start; others come as {@link Control.NewKeys}
   */
  public FeedVerticle(DaemonFacts facts, OwnSettings own, Path socket, SocketRules rules, PulseBeat pulse, KeyRing keys) {
    this.keys = new KeysApi(keys);
    this.rules = rules;
    this.facts = facts;
    this.pulse = pulse;
    this.own = own;
    this.socket = socket;
    this.socketFile = new SocketFile(socket, rules.areWiderThanTheFile());
    model.titled(new LinkTitles(own.links(), facts.media(), facts.node()));
    ClusterJson json = new ClusterJson(model, facts, Moment::now);
    this.newsroom = new Newsroom(model, json, facts.node(), Moment::now, task -> context.runOnContext(now -> task.run()));
    this.resources = new ApiRouter(json, pulse, this);
    this.explanations = new ExplainApi(model, json, newsroom, facts.node(), Moment::now);
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(this::sayOnce);
    bridge = new EventBusBridge(vertx);
    newsroom.copyTo(bridge::publish);
    messages = new MessageApi(vertx, facts.node(), model, rules);
    ServiceNumbers numbers =
        new ServiceNumbers(newsroom.stream(), this::connections, messages::waiting, messages::outstanding, TICK_MILLIS);
    vertx.setPeriodic(TICK_MILLIS, tick -> {
      numbers.tick(System.nanoTime());
      newsroom.stream().pingTheQuiet();
      messages.tick();
    });
    Metrics metrics = new Metrics(model, facts, pulse, numbers);
    resources.serve(new EventApi(vertx, newsroom.stream()), explanations, new MetricsApi(vertx, metrics));
    Gathered.<Told>consumer(vertx.eventBus(), Addresses.CLUSTER_EVENT, this::take);
    vertx.eventBus().<Control>localConsumer(Addresses.DAEMON_CONTROL, message -> hear(message.body()));
    vertx.eventBus().<Agreed>localConsumer(Addresses.MEMBERSHIP_VIEW, message -> newsroom.take(message.body()));
    tcp = new TcpServer(vertx, own, this::tcpServer);
    return listenOnSocket().compose(done -> tcp.listen());
  }

  private void hear(Control control) {
    if (control instanceof Control.Scheduled scheduled) {
      model.scheduled(scheduled.scheduling());
    } else if (control instanceof Control.NewKeys fresh) {
      keys.use(fresh.keys());
    } else if (control instanceof Control.NewSettings fresh) {
      model.titled(new LinkTitles(fresh.own().links(), facts.media(), facts.node()));
      tcp.use(fresh.own());
    }
  }

  private void take(Told told) {
    follow(told);
    messages.hear(told.event());
  }

  private void follow(Told told) {
    try {
      newsroom.take(told);
    } catch (IllegalStateException missing) {
      LOG.error("{}", new Problem(Code.HTTP_MODEL_INCOMPLETE, "", newsroom.defect()).full());
    }
  }

  /** Whoever may open the socket file may also send and receive messages; quiet streams are no idle connections. */
  private Future<Void> listenOnSocket() {
    HttpServer socketServer =
        server("socket", new HttpServerOptions(), resources.build(vertx, HostGuard.ofSocket(), this::mountOnSocket));
    return blocking(socketFile::prepare)
        .compose(ready -> socketServer.listen(SocketAddress.domainSocketAddress(socketFile.fresh().toString())))
        .compose(listening -> blocking(socketFile::publish))
        .onSuccess(done -> {
          published = true;
          LOG.info("HTTP on the Unix socket {}", socket);
        });
  }

  private void mountOnSocket(Router router) {
    router.route().handler(this::admit);
    bridge.mount(router);
    messages.mount(router);
    keys.mount(router);
  }

  private void admit(RoutingContext request) {
    if (rules.mayConnect(Wires.peer(request.request().connection()))) {
      request.next();
    } else {
      request.response().putHeader("Connection", "close");
      Answers.problem(request, 403, Code.SOCKET_NOT_ALLOWED, "apiauth " + SocketRules.SOCKET + " does not name this user or group.");
    }
  }

  private HttpServer tcpServer(HttpServerOptions options, OwnSettings settings) {
    return server("tcp", options, resources.build(vertx, HostGuard.ofTcp(settings, facts.node()), router -> {
      if (!settings.tokens().isEmpty()) {
        router.route().handler(new TokenGuard(settings.tokens()));
        messages.mount(router);
      }
      bridge.mount(router);
    }));
  }

  /** What a request makes a library throw: with its trace the first time, for whoever provokes it must not fill the log. */
  private void sayOnce(Throwable surprise) {
    if (!surpriseSaid) {
      surpriseSaid = true;
      LOG.error("{}", new Problem(Code.HTTP_INTERNAL, "", surprise + "; more of the kind are not logged.").full(), surprise);
    }
  }

  private HttpServer server(String name, HttpServerOptions options, Router router) {
    options.setMaxHeaderSize(8_192).setMaxInitialLineLength(4_096).setHttp2ClearTextEnabled(false)
        .setMaxWebSocketFrameSize(MAX_FRAME).setMaxWebSocketMessageSize(MAX_FRAME)
        .setWebSocketClosingTimeout(CLOSING_SECONDS)
        // 60 KB of a compressed frame become 60 MB, which Netty does not bound
        .setPerMessageWebSocketCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false);
    return vertx.createHttpServer(options).connectionHandler(connection -> count(name, connection)).requestHandler(router);
  }

  /** Each server has a limit of its own: whoever fills the one does not lock out the users of the other. */
  private void count(String server, HttpConnection connection) {
    int open = connections.merge(server, 1, Integer::sum);
    Unread.bound(connection);
    Wires.whenClosed(connection, () -> connections.merge(server, -1, Integer::sum));
    if (open > MAX_CONNECTIONS) {
      connection.close();
    }
  }

  private int connections() {
    return connections.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The port TCP is served on; 0 if it is not. */
  public int port() {
    return tcp == null ? 0 : tcp.port();
  }

  @Override
  public String url() {
    return tcp == null ? null : tcp.url();
  }

  @Override
  public String defect() {
    return newsroom.defect();
  }

  private interface BlockingStep {
    void run() throws Exception;
  }

  private Future<Void> blocking(BlockingStep step) {
    Callable<Void> call = () -> {
      step.run();
      return null;
    };
    return vertx.executeBlocking(call);
  }

  @Override
  public Future<?> stop() {
    return published ? blocking(socketFile::remove) : Future.succeededFuture();
  }
}
