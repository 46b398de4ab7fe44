package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Daemons of either kind on the hosts of a network, with one configuration. */
final class MixedCluster {

  /** Long enough for initdead and for JVMs that start on a busy machine. */
  static final Duration FORM_LIMIT = Duration.ofSeconds(45);

  /** The announced deadtime of a young daemon, ticks of a second, and a busy machine's patience. */
  static final Duration DEATH_LIMIT =
      Duration.ofMillis(Setup.DEADTIME_MILLIS + Setup.START_GRACE_MILLIS + 6_000);

  private final Hosts hosts;
  private final Setup setup;
  private final Map<String, Daemon> daemons = new TreeMap<>();

  MixedCluster(Hosts hosts, Setup setup) {
    this(hosts, hosts.all(), setup);
  }

  /** A cluster of some of the hosts; the others are bystanders. */
  MixedCluster(Hosts hosts, List<Host> nodes, Setup setup) {
    this.hosts = hosts;
    this.setup = setup;
    nodes.forEach(h -> setup.writeTo(h, nodes));
  }

  /** Puts a daemon of this kind on a host, in place of the one that was there. */
  Daemon install(String host, Kind kind) {
    Daemon daemon = kind.on(hosts.get(host), setup);
    daemons.put(host, daemon);
    return daemon;
  }

  /** As many hosts as kinds, in the hosts' order. */
  MixedCluster installAll(List<Kind> kinds) {
    List<Host> all = hosts.all();
    for (int i = 0; i < all.size(); i++) {
      install(all.get(i).name(), kinds.get(i));
    }
    return this;
  }

  Daemon daemon(String host) {
    return daemons.get(host);
  }

  List<Daemon> all() {
    return List.copyOf(daemons.values());
  }

  Hosts hosts() {
    return hosts;
  }

  MixedCluster startAll() {
    all().forEach(Daemon::start);
    return this;
  }

  /** Everybody says of everybody, itself included, that it is active. */
  MixedCluster awaitAllActive() {
    for (Daemon witness : all()) {
      all().forEach(d -> awaitStatus(witness, d.host().name(), "active", FORM_LIMIT));
    }
    return this;
  }

  /**
   * All of these say that they are the membership and nobody else, with the same instance, leader, quorum and
   * births.
   */
  MemberView awaitAgreement(Duration limit, String... names) {
    List<Daemon> members = Stream.of(names).map(this::daemon).toList();
    MemberView[] agreed = new MemberView[1];
    hosts.await("agree on " + List.of(names), limit, () -> {
      List<MemberView> views = members.stream().map(Daemon::membership).toList();
      agreed[0] = views.get(0);
      return views.stream().distinct().count() == 1 && agreed[0].formed()
          && agreed[0].bornOn().keySet().equals(new TreeSet<>(List.of(names)));
    }, () -> all().stream().map(each -> each + " says " + each.membership()).collect(Collectors.joining("\n")));
    return agreed[0];
  }

  /** It has announced itself; peers can hear it. */
  void awaitUp(Daemon daemon) {
    hosts.await(daemon + " is up", FORM_LIMIT,
        () -> daemon.host().log().contains("Local status now set to: 'up'"));
  }

  /** No C daemon has written what it would not write among its own kind. */
  void assertNoComplaints() {
    List<String> ours =
        all().stream().filter(d -> d.kind() == Kind.OURS).map(d -> d.host().name()).toList();
    for (Daemon daemon : all()) {
      if (daemon.kind() == Kind.C) {
        assertThat(Complaints.in(daemon.host(), ours)).as("complaints of " + daemon).isEmpty();
      }
    }
  }

  Daemon first(Kind kind) {
    return all().stream().filter(d -> d.kind() == kind).findFirst().orElseThrow();
  }

  void awaitStatus(Daemon witness, String node, String status, Duration limit) {
    hosts.await(witness + " says " + status + " of " + node + ", it says "
        + witness.statusOf(node), limit, () -> witness.statusOf(node).equals(status));
  }

  /** How long the witness needs to say it. */
  void awaitDead(Daemon witness, String node) {
    awaitStatus(witness, node, "dead", DEATH_LIMIT);
  }

  void awaitLink(Daemon witness, String node, String link, String status) {
    hosts.await(witness + " says " + status + " of the link " + link + " to " + node, DEATH_LIMIT,
        () -> witness.linkOf(node, link).equals(status));
  }

  /** Nobody says of this node that it is dead, for so long. */
  void stays(String node, String status, Duration time) throws Exception {
    for (Daemon witness : all()) {
      Await.throughout(witness + " says " + status + " of " + node, time,
          () -> witness.statusOf(node).equals(status), () -> hosts.lastLogs(40));
    }
  }
}
