package org.linuxha.heartbeat.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.Scheduling;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.LocalState;

/**
 * The cluster as this room knows it, kept from the event stream alone. It belongs to one thread, the
 * service loop.
 */
final class ClusterModel {
  private final Map<String, NodeModel> nodes = new LinkedHashMap<>();
  /** In the order of the configuration, which numbers them, whichever is open first. */
  private final Map<String, MediumModel> media =
      new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  private final MembershipModel membership;
  private Scheduling scheduling = Scheduling.NORMAL;
  private LinkTitles titles = LinkTitles.NONE;
  private LocalState state = LocalState.INIT;
  private String stateReason = "";
  private Moment stateSince;
  private boolean paused;
  private String pauseReason = "";
  private long awayMillis;
  private long awayCount;
  private long ordinal;

  ClusterModel(Moment start) {
    this.stateSince = start;
    this.membership = new MembershipModel(start);
  }

  /** Takes what the membership service tells. */
  void apply(Agreed agreed) {
    membership.apply(agreed);
  }

  /**
   * Takes the next event.
   *
   * @throws IllegalStateException if one before it is missing: the model would be wrong from here on
   */
  void apply(Told told) {
    if (told.ordinal() != ordinal + 1) {
      throw new IllegalStateException("cluster event " + told.ordinal() + " came after " + ordinal);
    }
    ordinal = told.ordinal();
    Moment moment = new Moment(told.nanos(), told.wallMillis());
    ClusterEvent event = told.event();
    if (event instanceof ClusterEvent.NodeAdded added) {
      add(added, moment);
    } else if (event instanceof ClusterEvent.NodeRemoved removed) {
      nodes.remove(removed.node());
    } else if (event instanceof ClusterEvent.NodeChanged changed) {
      change(changed);
    } else if (event instanceof ClusterEvent.NodeStatus status) {
      status(status, moment);
    } else if (event instanceof ClusterEvent.LinkStatus link) {
      link(link, moment);
    } else if (event instanceof ClusterEvent.Activity activity) {
      activity.links().forEach(each -> activity(each, moment));
      activity.nodes().forEach(this::activity);
    } else if (event instanceof ClusterEvent.LateHeartbeat late) {
      late(late);
    } else {
      daemon(event, moment);
    }
  }

  private void daemon(ClusterEvent event, Moment moment) {
    if (event instanceof ClusterEvent.LocalStatus local) {
      state = local.state();
      stateReason = local.reason();
      stateSince = moment;
    } else if (event instanceof ClusterEvent.Flow flow) {
      paused = flow.paused();
      pauseReason = flow.paused() ? flow.reason() : "";
    } else if (event instanceof ClusterEvent.Away away) {
      awayMillis += away.missedMillis();
      awayCount++;
    } else if (event instanceof ClusterEvent.MediumStatus medium) {
      medium(medium, moment);
    } else if (event instanceof ClusterEvent.MediumTraffic traffic) {
      traffic(traffic, moment);
    } else if (event instanceof ClusterEvent.Rejections rejections) {
      MediumModel medium = media.get(rejections.linkId());
      if (medium != null) {
        medium.rejected = rejections.countByReason();
      }
    }
  }

  private void add(ClusterEvent.NodeAdded added, Moment moment) {
    NodeModel node = new NodeModel(added.node(), added.type(), moment);
    node.uuid = added.uuid();
    node.weight = added.weight();
    node.site = added.site();
    node.status = added.status();
    added.links().forEach(link -> node.links.put(link, new NodeModel.LinkModel(moment)));
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

  private void status(ClusterEvent.NodeStatus status, Moment moment) {
    NodeModel node = nodes.get(status.node());
    if (node != null) {
      if (status.status().equals(NodeModel.DEAD)) {
        node.deaths++;
      }
      node.previousStatus = status.previous();
      node.status = status.status();
      node.reason = status.reason();
      node.evidence = status.evidence();
      node.since = moment;
    }
  }

  private void link(ClusterEvent.LinkStatus status, Moment moment) {
    NodeModel.LinkModel link = linkOf(status.node(), status.link());
    if (link != null) {
      link.up = status.up();
      link.since = moment;
      link.reason = status.reason();
      if (status.up()) {
        link.lastPacket = moment;
      }
    }
  }

  private void activity(ClusterEvent.LinkActivity activity, Moment moment) {
    NodeModel.LinkModel link = linkOf(activity.node(), activity.link());
    if (link != null && activity.packets() > 0) {
      link.lastPacket = moment.at(activity.lastPacketNanos());
      link.packets = activity.packets();
      link.duplicates = activity.duplicates();
      link.quality = activity.quality();
    }
  }

  private void activity(ClusterEvent.NodeActivity activity) {
    NodeModel node = nodes.get(activity.node());
    if (node != null) {
      node.missed = activity.missed();
      node.asked = activity.asked();
      node.resent = activity.resent();
    }
  }

  private void late(ClusterEvent.LateHeartbeat late) {
    NodeModel node = nodes.get(late.node());
    if (node != null && late.beyondDeadtime()) {
      node.heartbeatsBeyondDeadtime++;
    } else if (node != null) {
      node.lateHeartbeats++;
    }
  }

  private NodeModel.LinkModel linkOf(String node, String link) {
    NodeModel known = nodes.get(node);
    return known == null ? null : known.links.get(link);
  }

  private void medium(ClusterEvent.MediumStatus status, Moment moment) {
    MediumModel medium =
        media.computeIfAbsent(
            status.linkId(), id -> new MediumModel(id, status.kind(), status.link()));
    medium.open = status.open();
    medium.since = moment;
    medium.faultId = status.fault() == null ? "" : status.fault().code().id();
    medium.fault = status.fault() == null ? "" : status.fault().sentence();
  }

  private void traffic(ClusterEvent.MediumTraffic traffic, Moment moment) {
    MediumModel medium = media.get(traffic.linkId());
    if (medium != null) {
      medium.sent = traffic.sent();
      medium.sendFailures = traffic.failed();
      medium.spoiled = traffic.spoiled();
      medium.lastSent = traffic.lastNanos() == 0 ? null : moment.at(traffic.lastNanos());
    }
  }

  void scheduled(Scheduling now) {
    scheduling = now;
  }

  void titled(LinkTitles now) {
    titles = now;
  }

  /** What heartbeat.json says of links. */
  LinkTitles titles() {
    return titles;
  }

  /** How the kernel schedules the daemon. */
  Scheduling scheduling() {
    return scheduling;
  }

  Collection<NodeModel> nodes() {
    return nodes.values();
  }

  /** That node, or null. */
  NodeModel node(String name) {
    return nodes.get(name);
  }

  Collection<MediumModel> media() {
    return media.values();
  }

  MembershipModel membership() {
    return membership;
  }

  LocalState state() {
    return state;
  }

  String stateReason() {
    return stateReason;
  }

  Moment stateSince() {
    return stateSince;
  }

  boolean paused() {
    return paused;
  }

  String pauseReason() {
    return pauseReason;
  }

  long awayMillis() {
    return awayMillis;
  }

  long awayCount() {
    return awayCount;
  }

  long ordinal() {
    return ordinal;
  }
}
