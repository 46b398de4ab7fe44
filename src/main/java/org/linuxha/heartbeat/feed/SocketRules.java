package org.linuxha.heartbeat.feed;

import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.bus.Peer;
import org.linuxha.heartbeat.bus.Permitted;

/**
 * Who may do what on {@code api.sock}: the rules of {@code apiauth} (client-api.md 5) on the effective user and group
 * of whoever connected, either of which is enough; supplementary groups do not count. Numbers of this host.
 *
 * @param always users who may do everything: root, hacluster and the daemon's own
 * @param services who may take part in which service
 */
public record SocketRules(Set<Long> always, Map<String, Permitted> services) {
  /** The entry that says who may connect; without it root and group haclient, by the mode of the file. */
  public static final String SOCKET = "api.sock";

  public SocketRules {
    always = Set.copyOf(always);
    services = Map.copyOf(services);
  }

  /** True if the file's mode does not say it all. */
  boolean areWiderThanTheFile() {
    return services.containsKey(SOCKET);
  }

  /** Whether that program may use the socket at all. */
  boolean mayConnect(Peer peer) {
    return peer != null
        && (!areWiderThanTheFile() || always.contains(peer.uid()) || services.get(SOCKET).allows(peer.uid(), peer.gid()));
  }

  /** Why that program may not take part in a service; null if it may. */
  String whyNot(String service, Peer peer) {
    if (peer == null) {
      return "it is not known who asks";
    }
    if (always.contains(peer.uid())) {
      return null;
    }
    Permitted entry = Permitted.find(services, service);
    if (entry == null) {
      return "no line apiauth names service " + service + ", and there is none for default";
    }
    return entry.allows(peer.uid(), peer.gid()) ? null
        : "apiauth does not allow service " + service + " to user " + peer.uid() + " with group " + peer.gid();
  }
}
