package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP servers on the service loop. */
public final class FeedVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(FeedVerticle.class);

  private final HttpAddress tcp;
  private final Path socket;
  private final ClusterModel model = new ClusterModel();
  private final ApiRouter resources;
  private MessageApi messages;
  private HttpServer tcpServer;
  private HttpServer socketServer;

  /**
   * @param tcp where to listen on TCP; {@link HttpAddress#OFF} for nowhere
   * @param socket path of the Unix socket
   */
  public FeedVerticle(DaemonFacts facts, HttpAddress tcp, Path socket, PulseBeat pulse) {
    this.tcp = tcp;
    this.socket = socket;
    this.resources = new ApiRouter(new ClusterJson(model, facts), pulse);
  }

  @Override
  public Future<?> start() {
    messages = new MessageApi(model, vertx);
    vertx.eventBus().<Told>localConsumer(Addresses.CLUSTER_EVENT, message -> {
      model.apply(message.body());
      messages.hear(message.body().event());
    });
    Router router = resources.build(vertx);
    return listenOnSocket(router).compose(done -> listenOnTcp(router));
  }

  /** Whoever may open the socket file may also send and receive messages. */
  private Future<Void> listenOnSocket(Router resources) {
    Router router = Router.router(vertx);
    messages.mount(router);
    router.route().subRouter(resources);
    socketServer = vertx.createHttpServer(new HttpServerOptions()).requestHandler(router);
    return blocking(() -> ApiSocket.clear(socket))
        .compose(cleared -> socketServer.listen(SocketAddress.domainSocketAddress(socket.toString())))
        .compose(listening -> blocking(() -> ApiSocket.protect(socket)));
  }

  private Future<Void> listenOnTcp(Router resources) {
    if (tcp.isOff()) {
      return Future.succeededFuture();
    }
    Router guarded = Router.router(vertx);
    guarded.route().handler(new HostGuard());
    guarded.route().subRouter(resources);
    tcpServer = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(8_192)).requestHandler(guarded);
    return tcpServer.listen(tcp.port(), tcp.host()).map(listening -> {
      LOG.info("HTTP on http://{}:{}/", tcp.host(), listening.actualPort());
      return null;
    });
  }

  /** The port TCP is served on; 0 if it is off. */
  public int port() {
    return tcpServer == null ? 0 : tcpServer.actualPort();
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
    return blocking(() -> Files.deleteIfExists(socket));
  }
}
