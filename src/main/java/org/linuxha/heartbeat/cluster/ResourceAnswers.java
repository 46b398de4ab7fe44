package org.linuxha.heartbeat.cluster;

import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * The little a peer that manages resources by haresources needs from a node that holds none, or it
 * would never become stable nor be able to stop (wire.md 11.1).
 */
final class ResourceAnswers {
  static final String STARTING = "starting";
  static final String IP_REQUEST = "ip-request";

  private final Outbound outbound;
  private final Voice voice;
  private final boolean resourceMode;

  ResourceAnswers(Outbound outbound, Voice voice, boolean resourceMode) {
    this.outbound = outbound;
    this.voice = voice;
    this.resourceMode = resourceMode;
  }

  /**
   * Said once after every start, and after a partition, whatever there is to acquire: scripts take the
   * node for ready on this line (upstream-suites.md 3.1).
   */
  void sayAcquired() {
    if (resourceMode) {
      voice.info("Initial resource acquisition complete (none are taken here)");
    }
  }

  /** Duty 1: we hold nothing and are stable. */
  void onStarting(Now now) {
    outbound.send(holdings("1"), now);
  }

  /** Duty 5: we do not own that address; take it. */
  void onIpRequest(Message request, Now now) {
    outbound.send(
        Message.ofType("ip-request-resp")
            .with(Fields.DESTINATION, request.text(Fields.SOURCE))
            .with(Fields.IP_ADDRESS, request.text(Fields.IP_ADDRESS, ""))
            .with(Fields.WE_OWN, "no")
            .with(Fields.OK, "OK"),
        now);
  }

  /** Duty 3: we leave; take over now rather than after deadtime. */
  void sayGoodbye(Now now) {
    outbound.send(holdings("0").with(Fields.INFO, "shutdown"), now);
    outbound.send(Message.ofType("shutdone").with(Fields.STATUS, Peer.DEAD), now);
  }

  static Message holdings(String isStable) {
    return Message.ofType("resource")
        .with(Fields.RESOURCES_HELD, "none")
        .with(Fields.RESOURCE_TYPE, "full")
        .with(Fields.IS_STABLE, isStable);
  }
}
