package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.bus.PulseBeat;
import org.linuxha.heartbeat.cluster.LocalState;
import org.linuxha.heartbeat.cluster.NodeType;

/** All numbers of the daemon at one moment (docs/metrics.md). */
final class Metrics {
  private final ClusterModel model;
  private final DaemonFacts facts;
  private final PulseBeat pulse;
  private final ServiceNumbers service;

  Metrics(ClusterModel model, DaemonFacts facts, PulseBeat pulse, ServiceNumbers service) {
    this.model = model;
    this.facts = facts;
    this.pulse = pulse;
    this.service = service;
  }

  /** On the service loop. */
  List<Metric> read() {
    List<Metric> all = new ArrayList<>();
    daemon(all);
    nodes(all);
    LinkMetrics.read(model, all);
    membership(all);
    all.addAll(service.read());
    return all;
  }

  private void daemon(List<Metric> all) {
    all.add(Metric.gauge("heartbeat_build", "1; the version, node and cluster are labels")
        .add(1, "version", facts.version(), "node", facts.node(), "cluster", facts.clusterName()));
    all.add(Metric.gauge("heartbeat_start_time_seconds", "When the daemon was started, seconds since 1970")
        .add(facts.startedWallMillis() / 1_000.0));
    Metric state = Metric.gauge("heartbeat_state", "1 for the state this daemon is in, 0 for the others");
    for (LocalState each : LocalState.values()) {
      state.add(model.state() == each ? 1 : 0, "state", each.name().toLowerCase(Locale.ROOT));
    }
    all.add(state);
    all.add(Metric.counter("heartbeat_away", "How often the daemon did not run for a while").add(model.awayCount()));
    all.add(Metric.counter("heartbeat_away_seconds", "How long it did not run, in all")
        .add(model.awayMillis() / 1_000.0));
    all.add(Metric.gauge("heartbeat_flow_paused", "1 while local programs have to wait before they may send")
        .add(model.paused() ? 1 : 0));
    all.add(Metric.histogram("heartbeat_pulse_lateness_seconds",
        "How late the timers of heartbeats and deadlines were", pulse.lateness().snapshot()));
  }

  private void nodes(List<Metric> all) {
    Map<List<String>, Long> counts =
        model.nodes().stream()
            .collect(Collectors.groupingBy(
                node -> List.of(node.type.word(), node.status), Collectors.counting()));
    Metric byStatus = Metric.gauge("heartbeat_nodes", "Nodes by type and status");
    new TreeMap<>(counts.entrySet().stream().collect(Collectors.toMap(each -> String.join(" ", each.getKey()), each -> each)))
        .values()
        .forEach(each -> byStatus.add(each.getValue(), "type", each.getKey().get(0), "status", each.getKey().get(1)));
    all.add(byStatus);
    Metric up = Metric.gauge("heartbeat_node_up", "1 while a node is not dead");
    Metric deaths = Metric.counter("heartbeat_node_deaths", "How often a node was declared dead");
    Metric late = Metric.counter("heartbeat_node_late_heartbeats", "Heartbeats later than warntime or deadtime; the node lived");
    Metric missed = Metric.counter("heartbeat_node_missed_messages",
        "Messages of a node that were not there when a later one came: lost on all links, or overtaken");
    Metric asked = Metric.counter("heartbeat_node_retransmissions_requested", "How often we asked a node for a missed message");
    Metric resent = Metric.counter("heartbeat_node_retransmissions_sent", "Messages of ours sent again because a node missed them");
    for (NodeModel node : model.nodes()) {
      up.add(node.isDead() ? 0 : 1, "node", node.name, "type", node.type.word());
      deaths.add(node.deaths, "node", node.name);
      if (node.type == NodeType.NORMAL) {
        late.add(node.lateHeartbeats, "node", node.name, "limit", "warntime");
        late.add(node.heartbeatsBeyondDeadtime, "node", node.name, "limit", "deadtime");
        missed.add(node.missed, "node", node.name);
        asked.add(node.asked, "node", node.name);
        resent.add(node.resent, "node", node.name);
      }
    }
    all.addAll(List.of(up, deaths, late, missed, asked, resent));
  }

  private void membership(List<Metric> all) {
    MembershipModel membership = model.membership();
    Metric state = Metric.gauge("heartbeat_membership_state", "1 for the state the membership is in, 0 for the others");
    Arrays.stream(MembershipModel.State.values())
        .forEach(each -> state.add(membership.state() == each ? 1 : 0, "state", each.word()));
    all.add(state);
    all.add(Metric.gauge("heartbeat_membership_quorum", "1 while this node may act for the cluster")
        .add(membership.quorum() ? 1 : 0));
    all.add(Metric.gauge("heartbeat_membership_members", "Members of the last view")
        .add(membership.view() == null ? 0 : membership.view().members().size()));
    all.add(Metric.gauge("heartbeat_membership_instance", "The cluster's number of the last view")
        .add(membership.view() == null ? 0 : membership.view().instance()));
    all.add(Metric.counter("heartbeat_membership_views", "Views this daemon agreed on")
        .add(membership.view() == null ? 0 : membership.view().number()));
  }
}
