package org.linuxha.heartbeat.pulse;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Consumer;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.membership.CcmEffects;
import org.linuxha.heartbeat.membership.CcmTimer;
import org.linuxha.heartbeat.membership.Membership;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the membership service from the stream of cluster events, which is its only source: deaths, joins,
 * messages and our own loopbacks in one order. Deploy it before the cluster speaks, for it needs the first
 * event.
 */
public final class MembershipVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipVerticle.class);
  private static final String NO_LOAD = "";

  private final MembershipSetup setup;
  private final Turns turns = new Turns(LOG);
  private Submitter submitter;
  private Membership membership;
  private long ordinal;
  private boolean deaf;
  private boolean mute;
  private boolean ended;

  public MembershipVerticle(MembershipSetup setup) {
    this.setup = setup;
  }

  @Override
  public Future<?> start() {
    submitter = new Submitter(vertx, Submitter.Share.MEMBERSHIP);
    membership = Membership.ours(setup.config(), setup.random(), new OnTheBus(NettyLoop.of(context)));
    return Gathered.<Told>consumer(vertx.eventBus(), Addresses.CLUSTER_EVENT, this::onTold).completion();
  }

  @Override
  public Future<?> stop() {
    ended = true;
    return Future.succeededFuture();
  }

  private static Now now() {
    return new Now(System.nanoTime(), System.currentTimeMillis() / 1000, NO_LOAD);
  }

  private void turn(Consumer<Now> event) {
    if (!ended) {
      turns.take(() -> event.accept(now()));
    }
  }

  private void onTold(Told told) {
    turn(
        now -> {
          submitter.hear(told.event());
          if (told.ordinal() == ordinal + 1) {
            ordinal = told.ordinal();
            membership.on(told.event(), now);
          } else {
            onHole(told.ordinal());
          }
        });
  }

  private void onHole(long came) {
    if (!deaf) {
      deaf = true;
      String what = "Cluster event " + came + " came after " + ordinal + "; this node left the membership.";
      tell(new MembershipEvent.Notice(Code.MEMBERSHIP_DEAF.severity(), Code.MEMBERSHIP_DEAF, what));
      membership.giveUp(what);
    }
  }

  private void tell(MembershipEvent event) {
    vertx.eventBus().publish(
        Addresses.MEMBERSHIP_VIEW, new Agreed(ordinal, System.nanoTime(), System.currentTimeMillis(), event));
  }

  /** What waits for its turn keeps its order; only a full queue loses something, and says so once. */
  private void submit(Message message) {
    submitter.submit(new Submission("membership", message))
        .onSuccess(sent -> mute = false)
        .onFailure(refusal -> {
          if (!mute && !ended) {
            mute = true;
            String what = "A message " + message.type() + " of the membership service was not sent: " + Cause.of(refusal) + ".";
            tell(new MembershipEvent.Notice(Code.MEMBERSHIP_MUTE.severity(), Code.MEMBERSHIP_MUTE, what));
          }
        });
  }

  /** The wishes of the state machine, carried out in the order they were made. */
  private final class OnTheBus implements CcmEffects {
    private final NettyLoop loop;

    OnTheBus(NettyLoop loop) {
      this.loop = loop;
    }

    @Override
    public void send(Message message) {
      submit(message);
    }

    @Override
    public void tell(MembershipEvent event) {
      MembershipVerticle.this.tell(event);
    }

    @Override
    public void schedule(CcmTimer timer, long dueNanos) {
      loop.after(dueNanos - System.nanoTime(), () -> turn(now -> membership.onTimer(timer, now)));
    }
  }
}
