package org.linuxha.heartbeat.feed;

import java.util.List;
import java.util.UUID;
import org.linuxha.heartbeat.config.Medium;

/**
 * What does not change in one daemon life.
 *
 * @param node our node name
 * @param startedWallMillis when the daemon started, milliseconds since 1970
 * @param notYetActive configured directives whose feature this version does not have, a sentence each
 * @param resources why this node takes no resources; null if none are configured
 * @param media in order of the configuration, which numbers them from 1
 */
public record DaemonFacts(
    String node,
    String clusterName,
    String version,
    UUID uuid,
    long generation,
    long startedWallMillis,
    List<String> notYetActive,
    String resources,
    List<Medium> media) {
  public DaemonFacts {
    notYetActive = List.copyOf(notYetActive);
    media = List.copyOf(media);
  }
}
