package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * client-api.md 10, wire.md 11.2: hb_standby and hb_takeover, C's and ours, on a C node that manages resources and
 * on our node, which holds none.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class StandbyIT {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final String CANCELLED = "Standby request cancelled";

  @Test
  void theCNodeIsNeverLeftWaiting(Hosts hosts) {
    Setup setup = Setup.plain().withResources("").with("auto_failback off");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C));
    cluster.startAll().awaitAllActive();
    Host ours = hosts.get("north");
    Host theirs = hosts.get("south");
    hosts.await("the C node is stable", LIMIT, () -> theirs.log().contains("remote resource transition completed."));

    ours.sh(OurDaemon.home() + "/bin/hb_standby all").orFail();
    hosts.await("the C node took over what we do not have", LIMIT,
        () -> ours.log().contains("Other node completed standby takeover of all resources.")
            && theirs.log().contains("Standby resource acquisition done [all]"));
    assertThat(ours.sh("cl_status rscstatus").out()).isEqualTo("none\n");
    hosts.await("the C node holds all", LIMIT, () -> theirs.sh("cl_status rscstatus").out().equals("all\n"));

    theirs.sh("/usr/share/heartbeat/hb_takeover all").orFail();
    hosts.await("the C node took over once more, for its hb_takeover", LIMIT,
        () -> count(theirs, "Standby resource acquisition done [all]") == 2);

    // nobody would have its resources, so it keeps them
    theirs.sh("/usr/share/heartbeat/hb_standby all").orFail();
    hosts.await("the C node keeps its resources", LIMIT, () -> theirs.log().contains(CANCELLED));
    ours.sh(OurDaemon.home() + "/bin/hb_takeover all").orFail();
    hosts.await("and again, for our hb_takeover", LIMIT, () -> count(theirs, CANCELLED) == 2);
    assertThat(theirs.sh("cl_status rscstatus").out()).isEqualTo("all\n");
    // it could not while it waited for a standby to be completed
    cluster.daemon("south").stop();
  }

  private static int count(Host host, String text) {
    return host.log().split(java.util.regex.Pattern.quote(text), -1).length - 1;
  }
}
