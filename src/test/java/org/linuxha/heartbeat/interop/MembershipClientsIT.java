package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * client-api.md 6: ccm_testclient and clmtest on a node of ours through a cut, the loss of quorum, a merge, a death and an
 * orderly leave; the events have the names they have on a C node in C's own recordings (ccm_testclient-3node-gamma).
 * And a client of hb_api.py's kind, which cannot tell whom it asks.
 */
@Interop({"north", "south", "west"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class MembershipClientsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void hearEverythingInOrder(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().with("debug 1").with("debugfile " + CcmClient.DEBUG_LOG);
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C, Kind.C));
    cluster.startAll().awaitAllActive();
    Host north = hosts.get("north");
    CcmClient client = new CcmClient(north);
    client.keepRunning();
    awaitMembers(hosts, client, "north", "south", "west");
    Path clm = north.home().resolve("log/clm.out");
    Process clmtest = north.namespace().start(clm, List.of("stdbuf", "-oL", "setpriv", "--reuid", "hacluster", "--regid", "haclient",
        "--clear-groups", "/usr/libexec/heartbeat/clmtest"));
    hosts.await("clmtest knows our node", LIMIT, () -> Command.text(clm).contains("nodeName = north"), () -> Command.text(clm));
    assertThat(plain(north)).isEqualTo(plain(hosts.get("south"))).contains("signed off");

    int before = client.events().size();
    hosts.setCable(north, 0, false);
    hosts.await("cut off: first no membership, then one without quorum", LIMIT, () -> {
      List<String> events = client.events().subList(before, client.events().size());
      return events.equals(List.of("NOT PRIMARY", "NO QUORUM MEMBERSHIP"));
    }, () -> client.events().toString());
    hosts.await("clmtest too", LIMIT, () -> Command.text(clm).contains("numberOfMembers = 1"), () -> Command.text(clm));

    hosts.setCable(north, 0, true);
    awaitMembers(hosts, client, "north", "south", "west");
    assertThat(client.events()).last().isEqualTo("NEW MEMBERSHIP");
    hosts.await("clmtest sees the merge", LIMIT,
        () -> Command.text(clm).contains("viewNumber = " + client.view().instance() + "\n"), () -> Command.text(clm));

    cluster.daemon("west").kill9();
    awaitMembers(hosts, client, "north", "south");
    int events = client.events().size();
    cluster.daemon("south").stop();
    awaitMembers(hosts, client, "north");
    assertThat(client.events().subList(events, client.events().size())).as("one of three is left").last()
        .isEqualTo("NO QUORUM MEMBERSHIP");

    cluster.daemon("north").stop();
    hosts.await("clmtest and ccm_testclient are told by the end of the connection", LIMIT,
        () -> client.view().equals(MemberView.NONE));
    clmtest.destroyForcibly();
  }

  private static String plain(Host host) {
    return host.exec("python3", Path.of("src/test/resources/interop/plain_client.py").toAbsolutePath().toString()).orFail().out();
  }

  private static void awaitMembers(Hosts hosts, CcmClient client, String... names) {
    hosts.await("ccm_testclient on our node sees " + List.of(names), LIMIT,
        () -> client.view().bornOn().keySet().equals(Set.of(names)), () -> client.events() + "\n" + client.view());
  }
}
