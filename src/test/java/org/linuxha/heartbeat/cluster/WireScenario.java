package org.linuxha.heartbeat.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.ClusterConfig.AutoFailback;
import org.linuxha.heartbeat.config.ClusterConfig.Autojoin;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;

/**
 * How the nodes of a capture were configured ({@code vectors/wire/INDEX.md}), and what the capture itself
 * does not say: when the network was cut, which messages were left out of it.
 */
record WireScenario(
    String name,
    List<String> nodes,
    List<Medium> media,
    Timing timing,
    Autojoin autojoin,
    boolean resourceMode,
    AutoFailback autoFailback,
    Conditions conditions) {

  /**
   * @param cutFrom seconds at which all links were cut, both ways, or infinity
   * @param cutUntil seconds at which they were healed
   * @param lossy nodes that lost packets at random
   * @param excerpt the capture holds some of the messages only
   * @param halves the files of a serial line, one a direction
   */
  record Conditions(double cutFrom, double cutUntil, List<String> lossy, boolean excerpt, List<String> halves) {
    static final Conditions PLAIN =
        new Conditions(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), false, List.of());
    static final Conditions EXCERPT = new Conditions(PLAIN.cutFrom, PLAIN.cutUntil, List.of(), true, List.of());
  }

  private static final Timing USUAL = timing(500, 4, 5);
  private static final List<String> TWO = List.of("north", "south");
  private static final List<Medium> ETH0 = List.of(new Medium.Bcast("eth0", 694));
  private static final List<Medium> BOTH = List.of(new Medium.Bcast("eth0", 694), new Medium.Bcast("eth1", 694));

  private static Timing timing(long keepaliveMillis, long deadtime, long initdead) {
    return new Timing(keepaliveMillis, deadtime * 500, deadtime * 1000, initdead * 1000, deadtime * 1000);
  }

  /** Every capture. */
  static List<WireScenario> all() {
    return List.of(
        usual("bcast-sha1"),
        usual("bcast-md5"),
        usual("bcast-crc").on(BOTH),
        usual("ucast").on(ucast()),
        usual("mcast-longkey").on(List.of(new Medium.Mcast("eth0", "239.0.0.43", 1694, 1, false))),
        usual("ucast6").on(List.of(
            new Medium.Ucast6("eth0", "fd78:0::1", 694), new Medium.Ucast6("eth0", "fd78:0::2", 694))),
        usual("mcast6").on(List.of(new Medium.Mcast6("eth0", "ff12::1:2:3:4", 694, 1, false))),
        usual("serial").on(List.of(new Medium.Serial("/dev/pts/1", 115_200)))
            .timed(timing(1000, 6, 8))
            .under(serialLine()),
        usual("ping").on(pings()).timed(new Timing(500, 2000, 4000, 5000, 3000)),
        usual("netstring"),
        noResources("compress-zlib-fields"),
        noResources("compress-zlib-traditional"),
        noResources("compress-bz2-traditional"),
        noResources("rexmit-3nodes").with("north", "south", "east").under(
            new Conditions(1e9, 1e9, List.of("south", "east"), false, List.of())),
        noResources("partition-and-restart").under(new Conditions(9.2, 17.25, List.of(), false, List.of())),
        // C's steps are given to ours to send, which takes none of its own (StandbyTest has those)
        usual("legacy-standby-takeover").on(BOTH).failback(AutoFailback.LEGACY),
        usual("legacy-failback").timed(timing(500, 3, 5)).failback(AutoFailback.ON),
        noResources("autojoin-addnode-delnode").with().joined(Autojoin.ANY),
        noResources("two-active-keys").timed(timing(500, 3, 5)),
        usual("key-rotation-rejected"),
        noResources("pacemaker-style-ccm"),
        noResources("nak").with("north", "south", "east").timed(timing(50, 3, 12)).under(Conditions.EXCERPT),
        noResources("client-status-query").under(Conditions.EXCERPT),
        usual("legacy-mode-ip-request").timed(timing(500, 3, 5)).failback(AutoFailback.LEGACY)
            .under(Conditions.EXCERPT),
        usual("legacy-failback-off").timed(timing(500, 3, 5)).under(Conditions.EXCERPT));
  }

  private static Conditions serialLine() {
    return new Conditions(
        1e9, 1e9, List.of(), false, List.of("serial-north-to-south", "serial-south-to-north"));
  }

  private static List<Medium> ucast() {
    List<Medium> media = new ArrayList<>();
    for (String address : List.of("eth0 10.78.0.1", "eth0 10.78.0.2", "eth1 10.79.0.1", "eth1 10.79.0.2")) {
      media.add(new Medium.Ucast(address.substring(0, 4), address.substring(5), 694));
    }
    return media;
  }

  private static List<Medium> pings() {
    return List.of(
        new Medium.Bcast("eth0", 694),
        new Medium.Ping("ping", "10.78.0.254", List.of("10.78.0.254")),
        new Medium.Ping("ping6", "fd78:0::fe", List.of("fd78:0::fe")),
        new Medium.Ping("ping_group", "grp1", List.of("10.78.0.254", "10.78.0.3")));
  }

  private static WireScenario usual(String name) {
    return new WireScenario(
        name, TWO, ETH0, USUAL, Autojoin.NONE, true, AutoFailback.OFF, Conditions.PLAIN);
  }

  private static WireScenario noResources(String name) {
    return new WireScenario(
        name, TWO, ETH0, USUAL, Autojoin.NONE, false, AutoFailback.OFF, Conditions.PLAIN);
  }

  private WireScenario with(String... names) {
    return new WireScenario(
        name, Arrays.asList(names), media, timing, autojoin, resourceMode, autoFailback, conditions);
  }

  private WireScenario on(List<Medium> others) {
    return new WireScenario(name, nodes, others, timing, autojoin, resourceMode, autoFailback, conditions);
  }

  WireScenario timed(Timing other) {
    return new WireScenario(name, nodes, media, other, autojoin, resourceMode, autoFailback, conditions);
  }

  private WireScenario joined(Autojoin other) {
    return new WireScenario(name, nodes, media, timing, other, resourceMode, autoFailback, conditions);
  }

  private WireScenario failback(AutoFailback other) {
    return new WireScenario(name, nodes, media, timing, autojoin, resourceMode, other, conditions);
  }

  private WireScenario under(Conditions others) {
    return new WireScenario(name, nodes, media, timing, autojoin, resourceMode, autoFailback, others);
  }

  /** In one capture east is a forger who asks for what is long gone. */
  Set<String> realNodes(WireRecording recording) {
    return name.equals("nak") ? Set.of("north") : recording.nodes();
  }

  WireRecording recording() {
    return new WireRecording(name, conditions.halves().toArray(String[]::new));
  }

  /** @param initdeadMillis when this node really gave up waiting for those it had not heard */
  ClusterConfig config(long initdeadMillis) {
    Timing with =
        new Timing(timing.keepalive(), timing.warntime(), timing.deadtime(), initdeadMillis, timing.deadping());
    return new ClusterConfig(
        "linux-ha", nodes, media, with, autojoin, ClusterConfig.MessageFormat.CLASSIC,
        ClusterConfig.Compression.DEFAULT, 1, 250, resourceMode, autoFailback);
  }

  /** The link that was captured. */
  String link() {
    return media.get(0).linkName();
  }

  /** True if a sender hears its own packets on that medium. */
  boolean hearsItself() {
    return media.get(0) instanceof Medium.Bcast;
  }

  @Override
  public String toString() {
    return name;
  }
}
