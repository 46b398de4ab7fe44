package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** wire.md 8.7: ping nodes and groups on both kinds of daemon, with a third host that answers or does not. */
@Interop({"north", "south", "router"})
class PingIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String DEADPING = "deadping 2";
  private static final int CAP_NET_RAW = 13;

  /** The router runs no daemon; its address 10.77.0.3 answers echo requests by itself. */
  private static MixedCluster cluster(Hosts hosts, String... pings) {
    Setup setup = Setup.plain().with(DEADPING);
    for (String ping : pings) {
      setup = setup.with(ping);
    }
    MixedCluster cluster =
        new MixedCluster(hosts, List.of(hosts.get("north"), hosts.get("south")), setup);
    cluster.install("north", C);
    cluster.install("south", OURS);
    return cluster.startAll().awaitAllActive();
  }

  private static void awaitPing(MixedCluster cluster, String node, String status) {
    for (Daemon daemon : cluster.all()) {
      cluster.awaitStatus(daemon, node, status, LIMIT);
    }
  }

  private static void echo(Hosts hosts, boolean answers) {
    String value = answers ? "0" : "1";
    hosts.get("router").sh("sysctl -qw net.ipv4.icmp_echo_ignore_all=" + value
        + " net.ipv6.icmp.echo_ignore_all=" + value).orFail();
  }

  @Test
  void aRouterThatFallsSilentIsDeadAndComesBack(Hosts hosts) {
    MixedCluster cluster = cluster(hosts, "ping 10.77.0.3", "ping6 fd77::3");
    for (String node : List.of("10.77.0.3", "fd77::3")) {
      awaitPing(cluster, node, "ping");
      cluster.all().forEach(daemon -> cluster.awaitLink(daemon, node, node, "up"));
    }
    echo(hosts, false);
    awaitPing(cluster, "10.77.0.3", "dead");
    awaitPing(cluster, "fd77::3", "dead");
    cluster.all().forEach(daemon -> cluster.awaitLink(daemon, "fd77::3", "fd77::3", "dead"));
    echo(hosts, true);
    awaitPing(cluster, "10.77.0.3", "ping");
    awaitPing(cluster, "fd77::3", "ping");
    assertThat(hosts.get("south").log()).contains("node 10.77.0.3: is dead").doesNotContain("node north: is dead");
  }

  /** What a C program is told of ping nodes, it is told by us in the same words. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void clStatusAnswersAsBesideTheCDaemon(Hosts hosts) {
    MixedCluster cluster = cluster(hosts, "ping 10.77.0.3", "ping6 fd77::3", "ping_group exits 10.77.0.77 10.77.0.3");
    for (String node : List.of("10.77.0.3", "fd77::3", "exits")) {
      awaitPing(cluster, node, "ping");
    }
    echo(hosts, false);
    awaitPing(cluster, "10.77.0.3", "dead");
    echo(hosts, true);
    awaitPing(cluster, "10.77.0.3", "ping");
    for (String question : List.of("listnodes", "listnodes -p", "listnodes -n", "nodestatus 10.77.0.3", "nodestatus exits",
        "nodetype 10.77.0.3", "nodetype fd77::3", "nodetype exits", "nodetype north", "listhblinks 10.77.0.3",
        "listhblinks exits", "listhblinks fd77::3", "hblinkstatus 10.77.0.3 10.77.0.3", "hblinkstatus exits exits",
        "hblinkstatus 10.77.0.3 eth0", "nodestatus nobody", "hbparameter -p deadping")) {
      String ask = "cl_status " + question + "; echo rc $?";
      assertThat(hosts.get("south").sh(ask).out()).as(question).isEqualTo(hosts.get("north").sh(ask).out());
    }
  }

  /** Without CAP_NET_RAW: refused with the reason, tried again, and used as soon as the kernel permits it to our group. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void unprivilegedIcmpIsUsedWhereItIsPermittedAndTriedUntilItIs(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "the C daemon does not start without a raw socket");
    Setup setup = Setup.plain().with(DEADPING).with("ping 10.77.0.3").with("ping6 fd77::3").with("realtime off");
    MixedCluster cluster = new MixedCluster(hosts, List.of(hosts.get("north"), hosts.get("south")), setup);
    cluster.install("north", C).start();
    OurDaemon ours = (OurDaemon) cluster.install("south", OURS);
    Host south = hosts.get("south");
    south.sh("echo '1 0' > /proc/sys/net/ipv4/ping_group_range").orFail();
    south.namespace().start(south.home().resolve("log/start.out"),
        List.of("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw", ours.program(), "-M"));
    cluster.awaitAllActive();
    hosts.await("the reason is said", LIMIT,
        () -> south.log().contains("CAP_NET_RAW") && south.log().contains("net.ipv4.ping_group_range"));
    for (String pid : ours.processes()) {
      long capabilities = Long.parseLong(south.sh("sed -n 's/CapEff:.//p' /proc/" + pid + "/status").out().strip(), 16);
      assertThat(capabilities & 1L << CAP_NET_RAW).as("CAP_NET_RAW").isZero();
    }
    assertThat(ours.linkOf("10.77.0.3", "10.77.0.3")).isNotEqualTo("up");
    south.sh("echo '0 0' > /proc/sys/net/ipv4/ping_group_range").orFail();
    awaitPing(cluster, "10.77.0.3", "ping");
    awaitPing(cluster, "fd77::3", "ping");
    echo(hosts, false);
    awaitPing(cluster, "10.77.0.3", "dead");
    awaitPing(cluster, "fd77::3", "dead");
    echo(hosts, true);
    awaitPing(cluster, "10.77.0.3", "ping");
    assertThat(south.log()).doesNotContain("node north: is dead");
  }

  /** ipfail, unmodified, as a client of each daemon: without resources it ends, and says the same. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void ipfailSaysWithUsWhatItSaysWithTheCDaemon(Hosts hosts) {
    MixedCluster cluster = cluster(hosts, "ping 10.77.0.3");
    awaitPing(cluster, "10.77.0.3", "ping");
    List<String> said = List.of("north", "south").stream().map(name -> hosts.get(name).sh(
        "cd /; timeout 15 setpriv --reuid hacluster --regid haclient --init-groups /usr/libexec/heartbeat/ipfail 2>&1; echo rc $?")
        .out().replaceAll("(?m)^.*?ipfail: \\[\\d+\\]: ", "").replaceAll("(?m)^debug: PID=.*\\n", "")).toList();
    assertThat(said.get(1)).isEqualTo(said.get(0)).contains("No managed resources");
  }

  @Test
  void aGroupLivesWhileAnyOfItAnswers(Hosts hosts) throws Exception {
    MixedCluster cluster = cluster(hosts, "ping_group exits 10.77.0.77 10.77.0.3");
    awaitPing(cluster, "exits", "ping");
    cluster.stays("exits", "ping", Duration.ofSeconds(4));
    echo(hosts, false);
    awaitPing(cluster, "exits", "dead");
  }

  @Test
  void aPingNodeIsShownAsOneAndAskedInTheFormOfC(Hosts hosts) {
    assumeFalse(Kind.STAND_IN, "asks our API");
    Capture capture = hosts.capture(0);
    MixedCluster cluster = cluster(hosts, "ping 10.77.0.3");
    awaitPing(cluster, "10.77.0.3", "ping");
    OurDaemon ours = (OurDaemon) cluster.daemon("south");
    JsonObject node = new JsonObject(ours.get("/api/v1/nodes/10.77.0.3"));
    assertThat(node.getString("type")).isEqualTo("ping");
    assertThat(capture.text()).contains("(0)t=NS_st,").contains("(0)info=ping,").contains("(0)src=10.77.0.3,");
  }
}
