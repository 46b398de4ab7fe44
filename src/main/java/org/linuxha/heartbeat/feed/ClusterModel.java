package org.linuxha.heartbeat.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;

/** The cluster as this room knows it, kept from the event stream alone. Belongs to the service loop. */
final class ClusterModel {
  final Map<String, NodeModel> nodes = new LinkedHashMap<>();
  final Map<String, MediumModel> media = new LinkedHashMap<>();
  LocalState state = LocalState.INIT;
  String stateReason = "";
  boolean paused;
  long awayMillis;
  long awayCount;
  private long ordinal;

  /**
   * Takes the next event.
   *
   * @throws IllegalStateException if one before it is missing: the model would be wrong
   */
  void apply(Told told) {
    if (ordinal != 0 && told.ordinal() != ordinal + 1) {
      throw new IllegalStateException("cluster event " + told.ordinal() + " came after " + ordinal);
    }
    ordinal = told.ordinal();
    ClusterEvent event = told.event();
    if (event instanceof ClusterEvent.NodeAdded added) {
      add(added, told.wallMillis());
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      nodes.remove(removed.node());
    } else if (event instanceof ClusterEvent.NodeChanged changed) {
      change(changed);
    } else if (event instanceof ClusterEvent.NodeStatus status) {
      status(status, told.wallMillis());
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      link(link, told.wallMillis());
    } else if (event instanceof ClusterEvent.Activity activity) {
      activity.links().forEach(each -> activity(each, told));
    } else if (event instanceof ClusterEvent.LocalStatus local) {
      state = local.state();
      stateReason = local.reason();
    } else if (event instanceof ClusterEvent.Flow flow) {
      paused = flow.paused();
    } else if (event instanceof ClusterEvent.Away away) {
      awayMillis += away.missedMillis();
      awayCount++;
    } else if (event instanceof ClusterEvent.MediumStatus medium) {
      medium(medium, told.wallMillis());
    } else if (event instanceof ClusterEvent.Rejections rejections) {
      MediumModel medium = media.get(rejections.linkId());
      if (medium != null) {
        medium.rejected = rejections.countByReason();
      }
    }
  }

  long ordinal() {
    return ordinal;
  }

  private void add(ClusterEvent.NodeAdded added, long wallMillis) {
    NodeModel node = new NodeModel(added.node(), added.type(), wallMillis);
    node.uuid = added.uuid();
    node.weight = added.weight();
    node.site = added.site();
    node.status = added.status();
    for (String link : added.links()) {
      NodeModel.LinkModel model = new NodeModel.LinkModel();
      model.sinceMillis = wallMillis;
      node.links.put(link, model);
    }
    nodes.put(added.node(), node);
  }

  private void change(ClusterEvent.NodeChanged changed) {
    NodeModel node = nodes.get(changed.node());
    if (node != null) {
      node.uuid = changed.uuid();
      node.weight = changed.weight();
      node.site = changed.site();
      node.generation = changed.generation();
      node.capabilities = changed.capabilities();
    }
  }

  private void status(ClusterEvent.NodeStatus status, long wallMillis) {
    NodeModel node = nodes.get(status.node());
    if (node != null) {
      node.previousStatus = status.previous();
      node.status = status.status();
      node.reason = status.reason();
      node.evidence = status.evidence();
      node.sinceMillis = wallMillis;
    }
  }

  private void link(ClusterEvent.LinkStatus status, long wallMillis) {
    NodeModel node = nodes.get(status.node());
    NodeModel.LinkModel link = node == null ? null : node.links.get(status.link());
    if (link != null) {
      link.up = status.up();
      link.sinceMillis = wallMillis;
      link.reason = status.reason();
      if (status.up()) {
        link.lastPacketMillis = wallMillis;
      }
    }
  }

  private void activity(ClusterEvent.LinkActivity activity, Told told) {
    NodeModel node = nodes.get(activity.node());
    NodeModel.LinkModel link = node == null ? null : node.links.get(activity.link());
    if (link != null && activity.packets() > 0) {
      link.lastPacketMillis =
          told.wallMillis() - (told.nanos() - activity.lastPacketNanos()) / 1_000_000;
      link.packets = activity.packets();
      link.duplicates = activity.duplicates();
    }
  }

  private void medium(ClusterEvent.MediumStatus status, long wallMillis) {
    MediumModel medium =
        media.computeIfAbsent(
            status.linkId(), id -> new MediumModel(id, status.kind(), status.link()));
    medium.open = status.open();
    medium.sinceMillis = wallMillis;
    medium.fault = status.fault() == null ? "" : status.fault().full();
  }
}
