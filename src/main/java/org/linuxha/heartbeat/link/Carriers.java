package org.linuxha.heartbeat.link;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Function;
import org.linuxha.heartbeat.bus.NettyLoop;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;

/** Which carrier a configured medium gets: one line a medium. */
final class Carriers {
  private static final Map<String, Function<Site, Carrier>> BY_KIND =
      Map.of(
          "bcast", site -> new UdpCarrier(UdpPlan.bcast((Medium.Bcast) site.medium()), site),
          "ucast", site -> new UdpCarrier(UdpPlan.ucast((Medium.Ucast) site.medium()), site),
          "mcast", site -> new UdpCarrier(UdpPlan.mcast((Medium.Mcast) site.medium()), site),
          "ucast6", site -> new UdpCarrier(UdpPlan.ucast6((Medium.Ucast6) site.medium()), site),
          "mcast6", site -> new UdpCarrier(UdpPlan.mcast6((Medium.Mcast6) site.medium()), site),
          "serial", site -> new SerialCarrier((Medium.Serial) site.medium(), site),
          "ping", Carriers::ping,
          "ping6", Carriers::ping,
          "ping_group", Carriers::ping);

  private Carriers() {}

  /** Where a carrier works: the medium as configured, the cluster's times, its loop, and whom it reports to. */
  record Site(Medium medium, Timing timing, Vertx vertx, NettyLoop loop, Carrier.Upstream upstream) {}

  private static Carrier ping(Site site) {
    return new PingCarrier((Medium.Ping) site.medium(), site);
  }

  static Carrier of(Site site) {
    return BY_KIND.get(site.medium().kind()).apply(site);
  }
}
