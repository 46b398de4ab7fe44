package org.linuxha.heartbeat.link;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.Gathering;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.LinkFault;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One medium on the pulse loop: opens it and opens it again, believes or drops what comes, sends what
 * the heart wants sent. A device that is missing or goes away is said once and stops nothing
 * (docs/links.md).
 */
public final class LinkVerticle extends VerticleBase implements Carrier.Upstream {
  private static final Logger LOG = LoggerFactory.getLogger(LinkVerticle.class);
  static final long LOOK_MILLIS = 1_000;

  /** What has become of the medium. */
  private enum State {
    /** Nothing is open; the next look tries. */
    CLOSED,
    /** It is being opened. */
    OPENING,
    /** It works. */
    OPEN,
    /** Open, but the device is down: nothing gets through until it is up again. */
    IDLE,
    /** The verticle has ended. */
    STOPPED
  }

  private final String id;
  private final Medium medium;
  private final Timing timing;
  private final Notices notices;
  private final Gate gate;
  private final ClusterConfig config;
  private final String node;
  private final Losses losses = new Losses(new SplittableRandom());
  private final Delay going = new Delay(this::after);
  private final Delay coming = new Delay(this::after);
  private LinkSections.Plan plan;
  private boolean rebindIsDue;
  private Carrier carrier;
  private NettyLoop loop;
  private Gathering telling;
  private boolean tellingIsDue;
  private LinkInput.Traffic traffic;
  private LinkInput.Traffic trafficTold;
  private State state = State.CLOSED;
  private LinkInput.MediumState told;
  private Future<Carrier.Condition> checking = Future.succeededFuture();

  /**
   * @param id unique among the links of this daemon
   * @param sections those of the start; others come as {@link Control.NewSettings}
   * @param node this node's name
   */
  public LinkVerticle(String id, Medium medium, ClusterConfig config, KeyRing keys, LinkSections sections, String node) {
    this.id = id;
    this.medium = medium;
    this.config = config;
    this.node = node;
    this.plan = sections.plan(medium, config.media(), node);
    this.timing = config.timing();
    this.notices = new Notices(System::nanoTime, LinkVerticle::log);
    this.traffic = new LinkInput.Traffic(id, 0, 0, 0, 0);
    this.trafficTold = traffic;
    this.gate = new Gate(keys, config, this::place, notices);
  }

  /** {@code mcast eth0}, and what people call it behind that. */
  private String place() {
    return medium.kind() + " " + medium.linkName() + (plan.name().isEmpty() ? "" : " (" + plan.name() + ")");
  }

  private static void log(Problem problem) {
    if (problem.code().severity() == Severity.WARN) {
      LOG.warn("{}", problem.full());
    } else {
      LOG.error("{}", problem.full());
    }
  }

  /** Done after the first attempt to open, whatever came of it. */
  @Override
  public Future<?> start() {
    loop = NettyLoop.of(context);
    telling = new Gathering(vertx.eventBus(), Addresses.LINK_RECEIVED);
    carrier = Carriers.of(new Carriers.Site(medium, timing, vertx, loop, this));
    carrier.bindTo(plan.bind());
    spoil(plan.fault());
    vertx.setPeriodic(LOOK_MILLIS, timer -> look());
    return Future.all(
            vertx.eventBus()
                .localConsumer(Addresses.LINK_SEND, sent -> onOutputs(sent.body()))
                .completion(),
            vertx.eventBus()
                .<Control>localConsumer(Addresses.DAEMON_CONTROL, sent -> onControl(sent.body()))
                .completion())
        .compose(listening -> open());
  }

  @Override
  public Future<?> stop() {
    state = State.STOPPED;
    return carrier.close();
  }

  private Future<Void> open() {
    state = State.OPENING;
    return carrier
        .open()
        .compose(opened -> carrier.check())
        .transform(opened -> {
          if (state == State.STOPPED) {
            return carrier.close();
          }
          boolean otherwise = rebindIsDue;
          rebindIsDue = false;
          if (opened.failed() || opened.result().health() == Carrier.Health.GONE) {
            become(State.CLOSED, problem(Code.LINK_CANNOT_OPEN, whyNotOpen(opened)));
            return carrier.close();
          }
          LOG.info("{}", carrier.started());
          onCondition(opened.result());
          if (otherwise) {
            rebind();
          }
          return Future.succeededFuture();
        });
  }

  /** Only what differs is touched. */
  private void become(LinkSections.Plan next) {
    LinkSections.Plan before = plan;
    plan = next;
    if (!next.name().equals(before.name())) {
      LOG.info("{} {}: people call this link {}", medium.kind(), medium.linkName(), next.name().isEmpty() ? medium.linkName() : next.name());
    }
    if (!next.fault().equals(before.fault())) {
      LOG.info("{}: simulated faults: {}", place(), next.fault().isNone() ? "none any more" : next.fault().sentence());
      spoil(next.fault());
    }
    if (!next.bind().equals(before.bind())) {
      carrier.bindTo(next.bind());
      rebind();
    }
  }

  private void spoil(LinkFault fault) {
    losses.become(fault);
    going.become(losses.sentLateMillis());
    coming.become(losses.receivedLateMillis());
    carrier.flush();
  }

  /** Makes the sockets anew, which takes a moment; what is missed in it is asked for again. */
  private void rebind() {
    if (isOpen()) {
      LOG.info("{}: bound anew to {}", place(), plan.bind().orElse("what the kernel chooses"));
      state = State.OPENING;
      carrier.close().onComplete(closed -> {
        if (state == State.OPENING) {
          open();
        }
      });
    } else {
      rebindIsDue = state == State.OPENING;
    }
  }

  private static String whyNotOpen(AsyncResult<Carrier.Condition> opened) {
    return opened.failed() ? Cause.of(opened.cause()) : opened.result().reason();
  }

  private Problem problem(Code code, String reason) {
    return new Problem(code, place(), reason + ".");
  }

  private void onCondition(Carrier.Condition condition) {
    switch (condition.health()) {
      case SOUND -> become(State.OPEN, null);
      case IDLE -> become(State.IDLE, problem(Code.LINK_DOWN, condition.reason()));
      case GONE -> {
        become(State.OPENING, problem(Code.LINK_LOST, condition.reason()));
        carrier.close().onComplete(closed -> {
          if (state == State.OPENING) {
            open();
          }
        });
      }
      default -> throw new AssertionError(condition.health());
    }
  }

  /** The state is told and logged when it, or its reason, is another than last time. */
  private void become(State next, Problem problem) {
    if (state == State.IDLE && next == State.OPEN) {
      LOG.info("{}: the device is up again", place());
    }
    state = next;
    LinkInput.MediumState now =
        new LinkInput.MediumState(id, medium.kind(), medium.linkName(), next == State.OPEN, problem);
    if (told != null && told.open() == now.open() && reason(told).equals(reason(now))) {
      return;
    }
    told = now;
    if (problem != null) {
      log(problem);
    }
    tell(now);
  }

  private static String reason(LinkInput.MediumState state) {
    return state.problem() == null ? "" : state.problem().text();
  }

  /** Once a second: say what is to be said, open what is closed, see whether what is open still works. */
  private void look() {
    notices.flush();
    Map<String, Long> counts = gate.takeChanged();
    if (counts != null) {
      tell(new LinkInput.Rejected(id, medium.linkName(), counts));
    }
    if (!traffic.equals(trafficTold)) {
      trafficTold = traffic;
      tell(traffic);
    }
    if (state == State.CLOSED) {
      open();
    } else if (isOpen() && checking.isComplete()) {
      checking = carrier.check();
      checking.onSuccess(condition -> {
        if (isOpen()) {
          onCondition(condition);
        }
      });
    }
  }

  private boolean isOpen() {
    return state == State.OPEN || state == State.IDLE;
  }

  /** All of one turn of the heart, then one flush: the kernel takes them with one call. */
  private void onOutputs(Object outputs) {
    try {
      Gathered.each(outputs, this::onOutput);
    } finally {
      carrier.flush();
    }
  }

  private void onOutput(LinkOutput output) {
    if (output instanceof LinkOutput.Transmit transmit) {
      if (isOpen()) {
        send(transmit.message(), () -> carrier.send(transmit));
      }
    } else if (output instanceof LinkOutput.Forward forward) {
      if (isOpen() && forward.links().contains(medium.linkName())) {
        send(forward.message(), () -> carrier.forward(forward.transmit()));
      }
    } else if (output instanceof LinkOutput.Drain drain) {
      if (isOpen()) {
        carrier.drain(() -> tell(new LinkInput.Drained(id, drain.token())));
      } else {
        tell(new LinkInput.Drained(id, drain.token()));
      }
    }
  }

  private void send(Message message, Runnable how) {
    if (losses.losesSent(message) || !going.pass(() -> sendNow(how))) {
      traffic = traffic.spoiledOne();
    }
  }

  /** Perhaps late: the turn of the heart that it belongs to, with its flush, is over then. */
  private void sendNow(Runnable how) {
    if (isOpen()) {
      traffic = traffic.sentOne(System.nanoTime());
      how.run();
      if (losses.sentLateMillis() > 0) {
        carrier.flush();
      }
    }
  }

  private void after(long millis, Runnable task) {
    loop.after(TimeUnit.MILLISECONDS.toNanos(millis), task);
  }

  private void onControl(Control control) {
    if (control instanceof Control.NewKeys fresh) {
      gate.swapKeys(fresh.keys());
    } else if (control instanceof Control.Lose lose) {
      losses.become(lose.loss());
    } else if (control instanceof Control.NewSettings fresh) {
      become(fresh.own().links().plan(medium, config.media(), node));
    }
  }

  private void tell(LinkInput input) {
    telling.add(input);
    if (!tellingIsDue) {
      tellingIsDue = true;
      loop.later(this::tellAll);
    }
  }

  /** At the end of a burst. Published: a client of the C daemon's kind may want to see every packet. */
  private void tellAll() {
    tellingIsDue = false;
    telling.publish();
  }

  @Override
  public void received(byte[] packet, Object source) {
    if (losses.isDeaf()) {
      traffic = traffic.spoiledOne();
      return;
    }
    Message message = gate.admit(packet, source);
    if (message != null && (losses.losesReceived(message) || !coming.pass(() -> tellOf(message)))) {
      traffic = traffic.spoiledOne();
    }
  }

  private void tellOf(Message message) {
    tell(new LinkInput.Received(medium.linkName(), message, System.nanoTime()));
  }

  /** A device that is known to be down fails to send; that was said already. */
  @Override
  public void sendFailed(String what, String reason) {
    traffic = traffic.failedOne();
    if (state == State.OPEN) {
      // the words before the colon are the C daemon's
      notices.say("send: " + reason, () -> new Problem(
          Code.LINK_SEND_FAILED, "write failure on " + place() + ".", what + ": " + reason + "."));
    }
  }

  @Override
  public void warn(String text) {
    notices.say(text, () -> problem(Code.LINK_RESTRICTED, text));
  }

  @Override
  public Envelope envelope() {
    return gate.envelope();
  }
}
