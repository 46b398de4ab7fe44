package org.linuxha.heartbeat.link;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.auth.Envelope;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.auth.Rejection;
import org.linuxha.heartbeat.auth.Unpacked;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Control;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One medium on the pulse loop: opens it and opens it again, believes or drops what comes, sends what
 * the heart wants sent. A device that is missing or goes away is said once and stops nothing.
 */
public final class LinkVerticle extends VerticleBase implements Carrier.Upstream {
  private static final Logger LOG = LoggerFactory.getLogger(LinkVerticle.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long QUIET_NANOS = 10_000_000_000L;

  private final String id;
  private final Medium medium;
  private final boolean authField;
  private final ClusterConfig.Compression compression;
  private final Map<String, Long> rejected = new TreeMap<>();
  private final Map<String, Long> saidNanos = new TreeMap<>();
  private Envelope envelope;
  private Carrier carrier;
  private boolean open;
  private boolean working;
  private boolean stateTold;
  private boolean rejectedChanged;

  /**
   * @param id unique among the links of this daemon
   */
  public LinkVerticle(String id, Medium medium, ClusterConfig config, KeyRing keys) {
    this.id = id;
    this.medium = medium;
    this.authField = config.messageFormat() == ClusterConfig.MessageFormat.CLASSIC;
    this.compression = config.compression();
    this.envelope = new Envelope(keys, authField, compression);
  }

  /** True if this version can carry that medium. */
  public static boolean canCarry(Medium medium) {
    return Carriers.of(medium, null, null, null) != null;
  }

  @Override
  public Future<?> start() {
    carrier = Carriers.of(medium, vertx, NettyLoop.of(context), this);
    vertx.eventBus().<LinkOutput>localConsumer(Addresses.LINK_SEND, message -> onOutput(message.body()));
    vertx.eventBus().<Control>localConsumer(Addresses.DAEMON_CONTROL, message -> {
      if (message.body() instanceof Control.NewKeys fresh) {
        envelope = new Envelope(fresh.keys(), authField, compression);
      }
    });
    vertx.setPeriodic(LOOK_MILLIS, timer -> look());
    return tryOpen();
  }

  @Override
  public Future<?> stop() {
    open = false;
    return carrier.close();
  }

  private Future<Void> tryOpen() {
    working = true;
    return carrier.open().transform(opened -> {
      working = false;
      if (opened.succeeded()) {
        become(true, null);
      } else {
        become(false, new Problem(Code.LINK_CANNOT_OPEN, place(),
            medium.kind() + " " + medium.linkName() + " cannot be opened: " + opened.cause().getMessage()));
      }
      return Future.succeededFuture();
    });
  }

  private String place() {
    return medium.kind() + " " + medium.linkName();
  }

  private void become(boolean nowOpen, Problem problem) {
    if (stateTold && open == nowOpen) {
      return;
    }
    stateTold = true;
    open = nowOpen;
    if (nowOpen) {
      LOG.info("{} heartbeat started on interface {}", medium.kind(), medium.linkName());
    } else {
      LOG.error("{} It is tried again every second.", problem.full());
    }
    tell(new LinkInput.MediumState(id, medium.kind(), medium.linkName(), nowOpen, problem));
  }

  /** Once a second: is the device still what was opened? */
  private void look() {
    tellRejected();
    if (working) {
      return;
    }
    if (!open) {
      tryOpen();
      return;
    }
    working = true;
    carrier.stillThere().onComplete(looked -> {
      working = false;
      if (open && looked.succeeded() && !looked.result()) {
        become(false, new Problem(Code.LINK_LOST, place(), "the device went away or was changed"));
        working = true;
        carrier.close().onComplete(closed -> tryOpen());
      }
    });
  }

  private void onOutput(LinkOutput output) {
    if (output instanceof LinkOutput.Transmit transmit) {
      if (open) {
        carrier.send(transmit);
      }
    } else if (output instanceof LinkOutput.Drain drain) {
      if (open) {
        carrier.drain(() -> tell(new LinkInput.Drained(id, drain.token())));
      } else {
        tell(new LinkInput.Drained(id, drain.token()));
      }
    }
  }

  @Override
  public void received(byte[] packet) {
    Unpacked unpacked = envelope.unpack(packet);
    if (unpacked instanceof Unpacked.Accepted accepted) {
      if (accepted.foreignActive()) {
        sayForeignKey(accepted);
      }
      tell(new LinkInput.Received(medium.linkName(), accepted.message(), System.nanoTime()));
    } else if (unpacked instanceof Unpacked.Rejected refused) {
      reject(refused.reason(), refused.detail());
    }
  }

  private void reject(Rejection reason, String detail) {
    rejected.merge(reason.word(), 1L, Long::sum);
    rejectedChanged = true;
    if (maySay(reason.word())) {
      LOG.warn("{} {}: packet dropped: {} ({} of this kind so far). What to do: {}",
          reason.code().id(), place(), detail, rejected.get(reason.word()), reason.code().remedy());
    }
  }

  private void sayForeignKey(Unpacked.Accepted accepted) {
    if (maySay("foreign " + accepted.index())) {
      LOG.warn("{} {}: node {} signs with key index {}, we with another. What to do: {}",
          Code.KEYS_DIFFER.id(), place(), accepted.message().text(Fields.SOURCE), accepted.index(),
          Code.KEYS_DIFFER.remedy());
    }
  }

  /** Each topic once in ten seconds. */
  private boolean maySay(String topic) {
    long now = System.nanoTime();
    Long last = saidNanos.get(topic);
    if (last != null && now - last < QUIET_NANOS) {
      return false;
    }
    saidNanos.put(topic, now);
    return true;
  }

  private void tellRejected() {
    if (rejectedChanged) {
      rejectedChanged = false;
      tell(new LinkInput.Rejected(id, medium.linkName(), rejected));
    }
  }

  private void tell(LinkInput input) {
    vertx.eventBus().send(Addresses.LINK_RECEIVED, input);
  }

  @Override
  public void sendFailed(String reason) {
    if (maySay("send " + reason)) {
      LOG.warn("{} {}: write failure: {}. What to do: {}",
          Code.LINK_SEND_FAILED.id(), place(), reason, Code.LINK_SEND_FAILED.remedy());
    }
  }

  @Override
  public void warn(String text) {
    if (maySay(text)) {
      LOG.warn("{} {}: {}", Code.LINK_RESTRICTED.id(), place(), text);
    }
  }
}
