package org.linuxha.heartbeat.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;

/** The cluster as this room knows it, kept from the event stream alone. */
final class KnownCluster {
  private final List<String> order;
  private final Map<String, KnownNode> nodes = new LinkedHashMap<>();
  private LocalState state = LocalState.INIT;

  /**
   * @param order of ha.cf; nodes that are not in it come last
   */
  KnownCluster(List<String> order) {
    this.order = order;
  }

  void apply(ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeAdded added) {
      KnownNode node = new KnownNode(added.node(), added.type());
      node.status = added.status();
      node.uuid = added.uuid();
      node.weight = added.weight();
      node.site = added.site();
      added.links().forEach(link -> node.links.put(link, false));
      nodes.put(node.name, node);
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      nodes.remove(removed.node());
    } else if (event instanceof ClusterEvent.NodeChanged changed) {
      KnownNode node = nodes.get(changed.node());
      if (node != null) {
        node.uuid = changed.uuid();
        node.weight = changed.weight();
        node.site = changed.site();
      }
    } else if (event instanceof ClusterEvent.NodeStatus status) {
      KnownNode node = nodes.get(status.node());
      if (node != null) {
        node.status = status.status();
      }
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      KnownNode node = nodes.get(link.node());
      if (node != null && node.links.containsKey(link.link())) {
        node.links.put(link.link(), link.up());
      }
    } else if (event instanceof ClusterEvent.LocalStatus local) {
      state = local.state();
    }
  }

  /** In the order of ha.cf, ping nodes in their place. */
  List<KnownNode> inOrder() {
    List<KnownNode> all = new ArrayList<>();
    for (String name : order) {
      KnownNode node = nodes.get(name);
      if (node != null) {
        all.add(node);
      }
    }
    for (KnownNode node : nodes.values()) {
      if (!order.contains(node.name)) {
        all.add(node);
      }
    }
    return all;
  }

  /** Names of the normal nodes, sorted: the indexes that C's ccm and its clients use (client-api.md 6.1). */
  List<String> normalSorted() {
    return nodes.values().stream().filter(node -> node.type == NodeType.NORMAL).map(node -> node.name).sorted().toList();
  }

  /** That node without regard to case, or null. */
  KnownNode node(String name) {
    return name == null ? null : nodes.get(name.toLowerCase(Locale.ROOT));
  }

  KnownNode byUuid(UUID uuid) {
    return nodes.values().stream().filter(node -> uuid.equals(node.uuid)).findFirst().orElse(null);
  }

  /** Whether our own daemon is past its start: before, resources would be in transition. */
  boolean isSettled() {
    return state == LocalState.ACTIVE;
  }
}
