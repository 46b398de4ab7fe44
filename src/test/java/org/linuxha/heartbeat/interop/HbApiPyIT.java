package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * client-api.md 11: {@code hb_api.py} of the C package on our node and on the C node of one cluster prints the same. The file
 * itself needs what {@code hb_api_client.py} puts around it: as packaged it starts neither in Python 2 nor in Python 3.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class HbApiPyIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SERVICE = "hello";

  @Test
  void cannotTellOursFromTheirs(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().withMedia("bcast eth0", "ping 10.77.0.2").withResources("").with("auto_failback off")
        .with("apiauth " + SERVICE + " uid=root");
    new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C)).startAll().awaitAllActive();
    hosts.await("both say that the ping node answers", LIMIT, () -> hosts.all().stream()
        .allMatch(host -> host.sh("cl_status nodestatus 10.77.0.2").out().contains("ping")));
    List<String> ours = said(hosts, "north", "south");
    assertThat(ours).contains("signon 1", "setfilter 1", "active ['north', 'south']", "keepalive 200ms", "callback hello three from SELF")
        .as("its own message to the other node does not come back").noneMatch(line -> line.contains("away"))
        .endsWith("signoff None").isEqualTo(said(hosts, "south", "north"));
  }

  /** Without the version, and who holds resources: that of ours holds none. */
  private static List<String> said(Hosts hosts, String name, String other) {
    return hosts.get(name).exec("timeout", "20", "python3", Path.of("src/test/resources/interop/hb_api_client.py").toAbsolutePath().toString(),
            SERVICE, other).orFail().out().lines()
        .map(line -> line.replaceFirst("^Heartbeat Version: .*", "Heartbeat Version").replaceFirst("^([Rr]esources:?) .*", "$1")
            .replaceFirst(" from " + name + "$", " from SELF"))
        .toList();
  }
}
