package org.linuxha.heartbeat.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;

/** The cluster as one daemon tells it: a consumer of its events that never asks. */
final class Picture {
  private final Map<String, String> statusByNode = new LinkedHashMap<>();
  private LocalState state = LocalState.INIT;
  private boolean wasActive;
  private boolean paused;

  void on(ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeAdded added) {
      statusByNode.put(added.node(), added.status());
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      statusByNode.remove(removed.node());
    } else if (event instanceof ClusterEvent.NodeStatus changed) {
      statusByNode.put(changed.node(), changed.status());
    } else if (event instanceof ClusterEvent.LocalStatus local) {
      state = local.state();
      wasActive |= state == LocalState.ACTIVE;
    } else if (event instanceof ClusterEvent.Flow flow) {
      paused = flow.paused();
    }
  }

  /** All of it again as events, as a new listener needs it; about the node itself last. */
  List<ClusterEvent> events(String self) {
    List<ClusterEvent> events = new ArrayList<>();
    statusByNode.forEach((node, status) ->
        events.add(new ClusterEvent.NodeAdded(node, NodeType.NORMAL, null, status, 100, "", List.of())));
    events.add(new ClusterEvent.LocalStatus(state, state, self + " is what it was"));
    return events;
  }

  /** What it says of that node; null if it does not know it. */
  String statusOf(String node) {
    return statusByNode.get(node);
  }

  LocalState state() {
    return state;
  }

  /** Whether it is active or has been: it judges others by deadtime, no longer by initdead. */
  boolean wasActive() {
    return wasActive;
  }

  /** Whether its clients shall wait. */
  boolean submittersPaused() {
    return paused;
  }

  @Override
  public String toString() {
    return state + " " + statusByNode;
  }
}
