package org.linuxha.heartbeat.log;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.charset.StandardCharsets;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the heart and the membership service have to say into the log. */
public final class EventLog extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger("org.linuxha.heartbeat.cluster");
  private final MembershipLog membership = new MembershipLog();

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    return Future.all(
        Gathered.<Told>consumer(bus, Addresses.CLUSTER_EVENT, told -> onTold(told.event())).completion(),
        bus.<Agreed>localConsumer(Addresses.MEMBERSHIP_VIEW, sent -> membership.onEvent(sent.body().event()))
            .completion());
  }

  private void onTold(ClusterEvent event) {
    if (event instanceof ClusterEvent.Notice notice) {
      Words.say(LOG, notice.severity(), notice.code(), readable(notice.text()));
    } else if (LOG.isDebugEnabled() && !(event instanceof ClusterEvent.Activity)) {
      LOG.debug("{}", readable(event.toString()));
    }
  }

  /** Texts of the wire hold a byte a char; people read UTF-8. */
  private static String readable(String wireText) {
    for (int i = 0; i < wireText.length(); i++) {
      if (wireText.charAt(i) > 0xff) {
        return wireText;
      }
    }
    return new String(wireText.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
