package org.linuxha.heartbeat.link;

import io.vertx.core.Vertx;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.config.Medium;

/** Which carrier a configured medium gets: one line a medium. */
final class Carriers {
  private Carriers() {}

  /** The carrier, or null if this version cannot carry that medium yet. */
  static Carrier of(Medium medium, Vertx vertx, NettyLoop loop, Carrier.Upstream upstream) {
    return switch (medium.kind()) {
      case "bcast" -> new UdpCarrier(UdpPlan.bcast((Medium.Bcast) medium), vertx, loop, upstream);
      case "ucast" -> new UdpCarrier(UdpPlan.ucast((Medium.Ucast) medium), vertx, loop, upstream);
      case "mcast" -> new UdpCarrier(UdpPlan.mcast((Medium.Mcast) medium), vertx, loop, upstream);
      case "ucast6" -> new UdpCarrier(UdpPlan.ucast6((Medium.Ucast6) medium), vertx, loop, upstream);
      case "mcast6" -> new UdpCarrier(UdpPlan.mcast6((Medium.Mcast6) medium), vertx, loop, upstream);
      default -> null;
    };
  }
}
