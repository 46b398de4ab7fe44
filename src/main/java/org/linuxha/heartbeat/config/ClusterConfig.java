package org.linuxha.heartbeat.config;

import java.util.List;
import java.util.Objects;

/**
 * The part of the configuration that the cluster heart lives by. Checked where it is read
 * ({@code HaCfParser}); this record only holds.
 *
 * @param nodes the configured normal nodes, lower case, in order of the file
 * @param media all media in order of the file, ping media included
 * @param hopfudge added to the number of nodes for {@code ttl}
 * @param maxRexmitDelayMillis the pace of retransmission requests (wire.md 6.4)
 * @param resourceMode true in "R1 mode": haresources manages resources, no pacemaker line, no -M
 */
public record ClusterConfig(
    String clusterName,
    List<String> nodes,
    List<Medium> media,
    Timing timing,
    Autojoin autojoin,
    MessageFormat messageFormat,
    Compression compression,
    int hopfudge,
    long maxRexmitDelayMillis,
    boolean resourceMode,
    AutoFailback autoFailback) {

  public ClusterConfig {
    nodes = List.copyOf(nodes);
    media = List.copyOf(media);
    Objects.requireNonNull(timing);
  }

  /** The same with other media. */
  public ClusterConfig withMedia(List<Medium> others) {
    return new ClusterConfig(
        clusterName, nodes, others, timing, autojoin, messageFormat, compression, hopfudge,
        maxRexmitDelayMillis, resourceMode, autoFailback);
  }

  /** Who may join without being listed (wire.md 10.1). */
  public enum Autojoin {
    /** Listed nodes only. */
    NONE,
    /** Others may be unlisted; we must be listed. */
    OTHER,
    /** Anybody, we too. */
    ANY
  }

  /** {@code msgfmt}: whether unstructured messages carry an {@code auth=} field (wire.md 1.4). */
  public enum MessageFormat {
    CLASSIC,
    NETSTRING
  }

  /** {@code auto_failback}: which dialogue a peer in R1 mode leads with us (wire.md 11.1). */
  public enum AutoFailback {
    ON,
    OFF,
    LEGACY
  }

  /**
   * @param algorithm {@code zlib} or {@code bz2}
   * @param thresholdKib compress messages larger than this many KiB, when {@code traditional}
   */
  public record Compression(String algorithm, int thresholdKib, boolean traditional) {
    public static final Compression DEFAULT = new Compression("zlib", 2, false);
  }
}
