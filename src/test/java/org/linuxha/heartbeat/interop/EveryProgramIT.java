package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * client-api.md 11: every program of the packages heartbeat and cluster-glue that is a client of these sockets, on two nodes of
 * ours and on one of ours beside one of C: {@code cl_status}, {@code ipfail} and {@code dopd} as children to their sign-off,
 * {@code ccm_testclient}, {@code clmtest}, {@code api_test}. {@code hb_api.py} has {@link HbApiPyIT}, C's {@code ccm}
 * {@link ChildrenIT}.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class EveryProgramIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PROGRAMS = "/usr/libexec/heartbeat/";
  private static final List<String> CHILDREN = List.of("ipfail", "dopd");

  static Stream<List<Kind>> isServed() {
    return Stream.of(List.of(Kind.OURS, Kind.OURS), List.of(Kind.OURS, Kind.C));
  }

  @ParameterizedTest
  @MethodSource
  void isServed(List<Kind> kinds, Hosts hosts) throws Exception {
    Setup setup = Setup.plain().withMedia("bcast eth0", "ping 10.77.0.2").withResources("").with("auto_failback off").with("debug 1")
        .with("debugfile " + CcmClient.DEBUG_LOG).with("apiauth dopd uid=hacluster");
    for (String child : CHILDREN) {
      setup = setup.with("respawn hacluster " + PROGRAMS + child);
    }
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(kinds).startAll().awaitAllActive();
    for (Host host : hosts.all()) {
      for (Host of : hosts.all()) {
        for (String child : CHILDREN) {
          hosts.await(host + " says that " + child + " is signed on on " + of, LIMIT,
              () -> host.sh("cl_status clientstatus " + of + " " + child + " 2000").out().equals("online\n"));
        }
      }
    }
    Host north = hosts.get("north");
    // dopd asks its like on the other node, and hands on what that answers: 20, for there is no DRBD
    assertThat(north.sh("timeout 20 " + PROGRAMS + "drbd-peer-outdater -p south -r r0 -t 10").exit()).isEqualTo(20);

    for (Host host : hosts.all()) {
      CcmClient client = new CcmClient(host);
      client.keepRunning();
      hosts.await("ccm_testclient on " + host + " sees both", LIMIT, () -> client.view().bornOn().keySet().equals(Set.of("north", "south")));
      Path clm = host.home().resolve("log/clm.out");
      Process clmtest = asHacluster(host, clm, "clmtest");
      hosts.await("clmtest on " + host + " knows a node", LIMIT, () -> Command.text(clm).contains("nodeName = north"), () -> Command.text(clm));
      end(clmtest);
    }

    Path api = north.home().resolve("log/api_test.out");
    Process tests = asHacluster(north, api, "api_test");
    hosts.await("api_test has its answers", LIMIT, () -> Command.text(api).contains("Got message 11 of type [pingreply]"), () -> Command.text(api));
    end(tests);

    north.sh("kill -TERM " + pid(north, "ipfail")).orFail();
    hosts.await("ipfail signs off, and comes again", LIMIT, () -> Command.text(north.home().resolve("log/ha-debug")).contains("client ipfail left: signoff")
        && !pid(north, "ipfail").isEmpty());
    assertThat(north.sh("cl_status hbstatus").out()).isEqualTo("Heartbeat is running on this machine.\n");
    cluster.assertNoComplaints();
  }

  private static Process asHacluster(Host host, Path output, String program) {
    return host.namespace().start(output, List.of("timeout", "60", "stdbuf", "-oL", "setpriv", "--reuid", "hacluster", "--regid", "haclient",
        "--clear-groups", PROGRAMS + program));
  }

  private static void end(Process program) {
    program.descendants().forEach(ProcessHandle::destroy);
    assertThat(Command.waitFor(program, LIMIT)).isTrue();
  }

  private static String pid(Host host, String program) {
    return host.sh("for p in /proc/[0-9]*; do [ \"$(readlink $p/exe)\" = " + PROGRAMS + program + " ] && echo ${p#/proc/}; done; true").out().strip();
  }
}
