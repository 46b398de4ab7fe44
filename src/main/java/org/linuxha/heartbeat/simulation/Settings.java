package org.linuxha.heartbeat.simulation;

import java.util.List;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.Timing;

/** Makes the configuration that all nodes of a world share. */
final class Settings {
  private static final int PORT = 694;

  private Settings() {}

  static ClusterConfig config(
      List<String> nodes, List<String> links, Timing timing, long maxRexmitDelayMillis, boolean resourceMode) {
    List<Medium> media = links.stream().map(link -> (Medium) new Medium.Bcast(link, PORT)).toList();
    return new ClusterConfig(
        "linux-ha", nodes, media, timing, ClusterConfig.Autojoin.NONE,
        ClusterConfig.MessageFormat.CLASSIC, ClusterConfig.Compression.DEFAULT, 1,
        maxRexmitDelayMillis, resourceMode, ClusterConfig.AutoFailback.OFF);
  }

  /** The same for a cluster that takes in whoever comes. */
  static ClusterConfig withAutojoin(ClusterConfig config) {
    return new ClusterConfig(
        config.clusterName(), config.nodes(), config.media(), config.timing(), ClusterConfig.Autojoin.ANY,
        config.messageFormat(), config.compression(), config.hopfudge(),
        config.maxRexmitDelayMillis(), config.resourceMode(), config.autoFailback());
  }

  /** Timing with the defaults of wire.md 12.2 for what is not given. */
  static Timing timing(long keepaliveMillis, long deadtimeMillis, long initdeadMillis) {
    return new Timing(
        keepaliveMillis, deadtimeMillis / 2, deadtimeMillis, initdeadMillis, deadtimeMillis);
  }
}
