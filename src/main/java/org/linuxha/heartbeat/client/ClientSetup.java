package org.linuxha.heartbeat.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.Permitted;
import org.linuxha.heartbeat.config.ClusterConfig;

/**
 * What the client room is born with.
 *
 * @param node our node name
 * @param config times, message form and compression
 * @param nodeOrder nodes in the order of ha.cf: clients list them so
 * @param parameters what {@code getparm} answers
 * @param authorizations by client name
 * @param logFacility syslog's code; 0 for none
 * @param resourcesElsewhere this daemon is not asked for resources: Pacemaker has them, or -M was given
 * @param version what clients show as the daemon's version
 * @param ownUid the daemon's own effective user
 * @param registerSocket path of the socket for libhbclient
 * @param ccmSocket path of the socket for libccmclient
 * @param ownCcm whether the membership service is inside the daemon and serves that socket
 * @param fifo path of the FIFO of the administration's scripts
 */
public record ClientSetup(
    String node,
    ClusterConfig config,
    List<String> nodeOrder,
    Map<String, String> parameters,
    Map<String, Permitted> authorizations,
    int logFacility,
    boolean resourcesElsewhere,
    String version,
    long ownUid,
    KeyRing keys,
    Path registerSocket,
    Path ccmSocket,
    boolean ownCcm,
    Path fifo) {
  public ClientSetup {
    nodeOrder = List.copyOf(nodeOrder);
    parameters = Map.copyOf(parameters);
    authorizations = Map.copyOf(authorizations);
  }
}
