package org.linuxha.heartbeat.pulse;

import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Gathering;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Effects;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.cluster.Timer;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;

/**
 * The heart's wishes, carried out on the event bus: what it wants sent and what it tells, each in the order it was
 * made, together at the end of the turn of the loop. A burst of packets so costs the links one call of the kernel and
 * each consumer one task.
 */
final class BusEffects implements Effects {
  private final Gathering sending;
  private final Gathering telling;
  private final NettyLoop loop;
  private final Clock clock;
  private final PulseBeat beat;
  private final Consumer<NodeTable> saver;
  private final Consumer<Timer> onTimer;
  private final LongConsumer onDrain;
  private final Departures left = new Departures();
  private Envelope envelope;
  private long ordinal;
  private List<Runnable> afterwards = new ArrayList<>();
  private boolean handingOverIsDue;

  BusEffects(
      EventBus bus,
      NettyLoop loop,
      Clock clock,
      Envelope envelope,
      PulseBeat beat,
      Consumer<NodeTable> saver,
      Consumer<Timer> onTimer,
      LongConsumer onDrain) {
    this.sending = new Gathering(bus, Addresses.LINK_SEND);
    this.telling = new Gathering(bus, Addresses.CLUSTER_EVENT);
    this.loop = loop;
    this.clock = clock;
    this.envelope = envelope;
    this.beat = beat;
    this.saver = saver;
    this.onTimer = onTimer;
    this.onDrain = onDrain;
  }

  /** Runs that when everything the heart has said so far was handed to the bus. */
  void afterwards(Runnable task) {
    afterwards.add(task);
    handOverSoon();
  }

  private void send(LinkOutput output) {
    sending.add(output);
    handOverSoon();
  }

  private void handOverSoon() {
    if (!handingOverIsDue) {
      handingOverIsDue = true;
      loop.later(this::handOver);
    }
  }

  private void handOver() {
    handingOverIsDue = false;
    sending.publish();
    telling.publish();
    List<Runnable> tasks = afterwards;
    if (!tasks.isEmpty()) {
      afterwards = new ArrayList<>();
      tasks.forEach(Runnable::run);
    }
  }

  /** Packs everything from now on with this one: the keys changed. */
  void packWith(Envelope newEnvelope) {
    envelope = newEnvelope;
  }

  /** Why a message that somebody submits cannot be sent even with its header, after noticing it; null if it can. */
  String whyUnsendable(Message submitted) {
    try {
      envelope.check(submitted);
      return null;
    } catch (MalformedMessage e) {
      noticeUnsendable(submitted, e);
      return e.getMessage();
    }
  }

  private void noticeUnsendable(Message message, MalformedMessage why) {
    String what = "A message of type " + message.type() + " cannot be sent: " + why.getMessage();
    tell(new ClusterEvent.Notice(Code.MESSAGE_UNSENDABLE.severity(), Code.MESSAGE_UNSENDABLE, what));
  }

  @Override
  public void transmit(Message message) {
    Bytes datagram = packed(message);
    if (datagram != null) {
      send(new LinkOutput.Transmit(message, datagram));
      beat.spoke();
    }
  }

  @Override
  public void forward(Message message, Set<String> links) {
    Bytes datagram = packed(message);
    if (datagram != null) {
      send(new LinkOutput.Forward(message, datagram, links));
    }
  }

  /** Signed; null, and noticed, if that cannot be. */
  private Bytes packed(Message message) {
    try {
      Message signed = envelope.signed(message);
      left.add(message, signed);
      return Bytes.takeOver(envelope.pack(signed));
    } catch (MalformedMessage e) {
      noticeUnsendable(message, e);
      return null;
    }
  }

  @Override
  public void tell(ClusterEvent event) {
    ClusterEvent complete = event instanceof ClusterEvent.Delivered delivered && delivered.own()
        ? left.asItLeft(delivered)
        : event;
    Told told = new Told(++ordinal, clock.now().nanos(), System.currentTimeMillis(), complete);
    telling.add(told);
    handOverSoon();
  }

  @Override
  public void schedule(Timer timer, long dueNanos) {
    loop.after(dueNanos - System.nanoTime(), () -> {
      beat.lateness().record(System.nanoTime() - dueNanos);
      onTimer.accept(timer);
    });
  }

  @Override
  public void drainLinks(long token) {
    onDrain.accept(token);
    send(new LinkOutput.Drain(token));
  }

  @Override
  public void save(NodeTable table) {
    saver.accept(table);
  }
}
