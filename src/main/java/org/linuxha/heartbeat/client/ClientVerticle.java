package org.linuxha.heartbeat.client;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.bus.SignOns;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets for local C programs, on the service loop. Deploy it before anything that tells cluster
 * events: it needs the first one.
 */
public final class ClientVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ClientVerticle.class);

  /** The membership service is inside the daemon: it counts as signed on, and no other may take its name. */
  private static final String OUR_CCM = "ccm";

  private final ClientSetup setup;
  private final Sessions sessions = new Sessions();
  private final KnownCluster cluster;
  private final BodyCodec codec;
  private Uplink uplink;
  private Reception reception;
  private Postman postman;
  private MembershipPort membership;
  private SocketServer register;
  private SocketServer ccm;
  private Fifo fifo;
  private MessageConsumer<Object> arrivals;
  private MessageConsumer<Object> departures;

  public ClientVerticle(ClientSetup setup) {
    this.setup = setup;
    cluster = new KnownCluster(setup.nodeOrder());
    boolean netstring =
        setup.config().messageFormat() == ClusterConfig.MessageFormat.NETSTRING;
    if (setup.ownCcm()) {
      sessions.reserve(OUR_CCM);
    }
    codec = new BodyCodec(setup.keys(), netstring, setup.config().compression());
  }

  @Override
  public Future<?> start() {
    sessions.share(SignOns.of(vertx));
    NettyLoop loop = NettyLoop.of(context);
    Complaints complaints = new Complaints(System::nanoTime);
    uplink = new Uplink(Uplink.Lane.of(new Submitter(vertx, Submitter.Share.CLIENTS)));
    reception =
        new Reception(setup, loop::dispatch, cluster, sessions, codec, uplink, new Alarms(vertx)::ring, this::tap,
            complaints);
    postman =
        new Postman(
            setup.node(), sessions, codec, new ClientQuestions(sessions, uplink), reception::deliver, complaints);
    membership = new MembershipPort(setup.node(), cluster, loop::dispatch, complaints);
    register = new SocketServer(vertx, loop, new SocketFile(setup.registerSocket(), false), complaints);
    ccm = new SocketServer(vertx, loop, new SocketFile(setup.ccmSocket(), true), complaints);
    fifo = new Fifo(vertx, setup.fifo(), loop::dispatch, uplink::sendOwnAndWait, complaints);
    Gathered.<Told>consumer(vertx.eventBus(), Addresses.CLUSTER_EVENT, this::onTold);
    vertx.eventBus().<Agreed>localConsumer(Addresses.MEMBERSHIP_VIEW, sent -> membership.take(sent.body().event()));
    vertx.eventBus().<Control>localConsumer(Addresses.DAEMON_CONTROL, sent -> onControl(sent.body()));
    return register
        .listen(reception::welcome)
        .compose(done -> setup.ownCcm() ? ccm.listen(membership::welcome) : ccm.leaveToOthers())
        .compose(done -> fifo.open())
        .onSuccess(done -> LOG.info(
            "C clients are served on {} and {}", setup.registerSocket(), setup.ccmSocket()));
  }

  private void onTold(Told told) {
    cluster.apply(told.event());
    uplink.hear(told.event());
    postman.take(told.event(), told.wallMillis());
  }

  private void onControl(Control control) {
    if (control instanceof Control.NewKeys changed) {
      codec.signWith(changed.keys());
    }
  }

  /** Packets as they come and go are copied to this loop only while a client asks for them. */
  private void tap(boolean on) {
    if (on) {
      arrivals = Gathered.<LinkInput>consumer(vertx.eventBus(), Addresses.LINK_RECEIVED, input -> {
        if (input instanceof LinkInput.Received received) {
          reception.tap().received(received.message());
        }
      });
      departures = Gathered.<LinkOutput>consumer(vertx.eventBus(), Addresses.LINK_SEND, output -> {
        if (output instanceof LinkOutput.Transmit transmit) {
          reception.tap().sent(transmit.message());
        }
      });
    } else {
      arrivals.unregister();
      departures.unregister();
    }
  }

  @Override
  public Future<?> stop() {
    return register.close().compose(closed -> ccm.close()).compose(closed -> fifo.close());
  }
}
