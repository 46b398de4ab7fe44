package org.linuxha.heartbeat.pulse;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Set;
import java.util.function.Consumer;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.SubmitLane;
import org.linuxha.heartbeat.cluster.Cluster;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.message.NetstringCodec;
import org.linuxha.heartbeat.problem.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the heart: one event at a time, each with its moment. It starts to listen when it is
 * deployed and lets the heart speak at {@link Control.Begin}; what comes earlier was not for us.
 */
public final class ClusterVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterVerticle.class);
  /** A link that does not answer a drain for so long must not keep dead nodes alive. */
  private static final long DRAIN_LIMIT_MILLIS = 1_000;

  private static final long BEAT_MILLIS = 200;

  private final ClusterSetup setup;
  private final PulseBeat beat;
  private final LoadAverage load = new LoadAverage();
  private final Drains drains = new Drains();
  private final Turns turns = new Turns(LOG);

  private boolean begun;
  private boolean ended;
  private BusEffects effects;
  private Portions portions;
  private Cluster cluster;

  /**
   * @param beat kept fresh as long as the loop turns
   */
  public ClusterVerticle(ClusterSetup setup, PulseBeat beat) {
    this.setup = setup;
    this.beat = beat;
  }

  @Override
  public Future<?> start() {
    NettyLoop loop = NettyLoop.of(context);
    portions = new Portions(task -> loop.after(0, task));
    effects =
        new BusEffects(
            vertx.eventBus(),
            loop,
            this::now,
            envelope(setup.keys()),
            beat,
            setup.saver(),
            this::onTimer,
            this::onDrain);
    cluster =
        new Cluster(setup.config(), setup.self(), setup.known(), setup.random(), effects);
    load.keepFresh(vertx);
    vertx.setPeriodic(BEAT_MILLIS, ignored -> beat.turned());
    var bus = vertx.eventBus();
    return Future.all(
        Gathered.<LinkInput>consumer(bus, Addresses.LINK_RECEIVED, this::onLink).completion(),
        SubmitLane.serve(bus, this::onSubmit).completion(),
        bus.<Control>localConsumer(Addresses.DAEMON_CONTROL, sent -> onControl(sent.body()))
            .completion());
  }

  @Override
  public Future<?> stop() {
    ended = true;
    return Future.succeededFuture();
  }

  private Now now() {
    return new Now(System.nanoTime(), System.currentTimeMillis() / 1000, load.line());
  }

  private Envelope envelope(KeyRing keys) {
    boolean authField = setup.config().messageFormat() == ClusterConfig.MessageFormat.CLASSIC;
    return new Envelope(keys, authField, setup.config().compression());
  }

  private void turn(Consumer<Now> event) {
    if (!ended) {
      turns.take(() -> event.accept(now()));
    }
  }

  private void onLink(LinkInput input) {
    if (input instanceof LinkInput.Received received) {
      if (begun) {
        turn(now -> cluster.onReceived(received.link(), received.message(), now));
      }
    } else if (input instanceof LinkInput.Drained drained) {
      turn(now -> onDrained(drained, now));
    } else if (input instanceof LinkInput.MediumState state) {
      turn(now -> onMedium(state, now));
    } else if (input instanceof LinkInput.Traffic traffic) {
      turn(now -> effects.tell(new ClusterEvent.MediumTraffic(
          traffic.linkId(), traffic.sent(), traffic.lastNanos(), traffic.failed(), traffic.spoiled())));
    } else if (input instanceof LinkInput.Rejected rejected) {
      turn(now -> effects.tell(new ClusterEvent.Rejections(rejected.linkId(), rejected.countByReason())));
    }
  }

  /**
   * The answer is the submitter's credit: it comes when the heart has taken the message. One that can
   * never leave gets no number: peers would ask for it for ever (wire.md 1.1).
   */
  private void onSubmit(Submission submission, SubmitLane.Answer answer) {
    if (!begun) {
      answer.refused("the daemon has not begun to send");
      return;
    }
    portions.take(NetstringCodec.lengthOf(submission.message()), () -> turn(
        now -> {
          String fault = effects.whyUnsendable(submission.message());
          if (fault == null) {
            cluster.onSubmit(submission.message(), now);
          }
          // behind what came of it: whoever is answered has heard of it by then
          effects.afterwards(() -> {
            if (fault == null) {
              answer.taken();
            } else {
              answer.refused(fault);
            }
          });
        }));
  }

  private void onControl(Control control) {
    if (control instanceof Control.Begin && !begun) {
      begun = true;
      turn(cluster::onStart);
    } else if (control instanceof Control.Stop stop && begun) {
      portions.hurry();
      turn(now -> cluster.onStop(stop.reason(), now));
    } else if (control instanceof Control.Restart restart && begun) {
      portions.hurry();
      turn(now -> cluster.onRestart(restart.reason(), now));
    } else if (control instanceof Control.NewKeys newKeys) {
      turn(now -> effects.packWith(envelope(newKeys.keys())));
    }
  }

  private void onTimer(Timer timer) {
    turn(now -> cluster.onTimer(timer, now));
  }

  /** The link itself logs its states; here it matters who is to be waited for, and who follows the events. */
  private void onMedium(LinkInput.MediumState state, Now now) {
    effects.tell(
        new ClusterEvent.MediumStatus(state.linkId(), state.kind(), state.link(), state.open(), state.problem()));
    if (state.open()) {
      drains.linkOpened(state.linkId());
    } else {
      drains.linkClosed(state.linkId());
      finishDrain(now);
    }
  }

  /** Called by the heart, so what follows waits for its turn. */
  private void onDrain(long token) {
    drains.begin(token);
    vertx.setTimer(DRAIN_LIMIT_MILLIS, ignored -> turn(now -> onDrainLimit(token, now)));
    turn(this::finishDrain);
  }

  private void onDrained(LinkInput.Drained drained, Now now) {
    drains.drained(drained.linkId(), drained.token());
    finishDrain(now);
  }

  private void onDrainLimit(long token, Now now) {
    Set<String> silent = drains.giveUp(token);
    if (!silent.isEmpty()) {
      String text = "Links " + silent + " did not say within " + DRAIN_LIMIT_MILLIS
          + " ms that they have read everything; nodes are judged without them.";
      effects.tell(new ClusterEvent.Notice(Code.LINK_NOT_DRAINED.severity(), Code.LINK_NOT_DRAINED, text));
    }
    finishDrain(now);
  }

  private void finishDrain(Now now) {
    if (drains.takeFinished()) {
      cluster.onDrained(drains.token(), now);
    }
  }
}
