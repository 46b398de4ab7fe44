package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * client-api.md 7, 12: C programs as children of our daemon. C's ccm is the membership service of a node whose
 * own is switched off, and C clients are served by it.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class ChildrenIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String IPFAIL = "/usr/libexec/heartbeat/ipfail";
  private static final String CCM = "/usr/libexec/heartbeat/ccm";

  @Test
  void theCcmOfCIsOurChildAndServesCClients(Hosts hosts) throws Exception {
    // ipfail serves the haresources mode alone, and ends with 100 elsewhere
    Setup setup = Setup.plain().withMedia("bcast eth0", "ping 10.77.0.2").withResources("").with("auto_failback off")
        .with("respawn hacluster " + IPFAIL);
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C));
    Host north = hosts.get("north");
    cluster.daemon("south").start();
    north.namespace().start(
        north.home().resolve("log/start.out"), List.of(cluster.daemon("north").program(), "--no-ccm"));
    cluster.awaitAllActive();

    hosts.await("C's ccm runs beside us", LIMIT, () -> !pids(north, CCM).isEmpty());
    hosts.await("a C client of its sees both nodes", LIMIT,
        () -> north.sh("cl_status hbstatus -v").out().contains("members 2"));
    assertThat(north.sh("cl_status clientstatus north ccm").out()).isEqualTo("online\n");
    hosts.await("ipfail has signed on", LIMIT,
        () -> north.sh("cl_status clientstatus north ipfail").out().equals("online\n"));
    CcmClient client = new CcmClient(north);
    client.keepRunning();
    hosts.await("ccm_testclient agrees with the one on the C node", LIMIT,
        () -> client.view().formed() && client.view().equals(cluster.daemon("south").membership()));

    // as whom, and with what
    String pid = pids(north, CCM);
    assertThat(north.sh("ps -o uid= -o pgid= -o cls= -p " + pid).out().strip().split("\\s+"))
        .containsExactly(north.sh("id -u hacluster").out().strip(), pid, "TS");
    assertThat(north.sh("tr '\\0' '\\n' < /proc/" + pid + "/environ").out())
        .contains("HA_CURHOST=north\n", "HA_keepalive=200ms\n", "HA_logfile=/var/log/ha-log\n", "OCF_ROOT=/usr/lib/ocf\n");

    // it comes back, and the others hear of both
    north.sh("kill -9 " + pid).orFail();
    hosts.await("another one runs", LIMIT, () -> !pids(north, CCM).isEmpty() && !pids(north, CCM).equals(pid));
    hosts.await("the membership stands again", LIMIT,
        () -> north.sh("cl_status hbstatus -v").out().contains("members 2"));

    String ipfail = pids(north, IPFAIL);
    cluster.daemon("north").stop();
    assertThat(pids(north, CCM) + pids(north, IPFAIL)).as("children that are left").isEmpty();
    assertThat(ipfail).isNotEmpty();
    String log = north.log();
    int last = log.indexOf("killing " + CCM);
    int first = log.indexOf("killing " + IPFAIL);
    // ha.cf names ipfail before ccm
    assertThat(last).as("the last of ha.cf is stopped first").isPositive().isLessThan(first);
    assertThat(hosts.get("south").log()).doesNotContain("ERROR: should_drop_message");
  }

  private static String pids(Host host, String program) {
    return host.sh("for p in /proc/[0-9]*; do [ \"$(readlink $p/exe)\" = " + program + " ] && echo ${p#/proc/}; done; true")
        .out().strip();
  }
}
