package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * client-api.md 3, 4, 6, 11: unmodified C programs ask our daemon and a C daemon of the same cluster, and
 * cannot tell them apart.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class CClientsIT {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final int MESSAGES = 300;
  /** A C daemon cuts a client for which 64 wait, its own messages included, and is longer than that asleep at times. */
  private static final int UNREAD = 20;

  /** What must be equal whoever is asked. */
  private static final List<String> SAME = List.of(
      "hbstatus", "hbstatus -m", "listnodes", "listnodes -n", "listnodes -p", "listnodes -v",
      "nodestatus north", "nodestatus SOUTH", "nodestatus nosuch", "nodestatus -m south", "nodestatus 10.77.0.2",
      "nodeweight north", "nodeweight nosuch", "nodesite north", "nodesite nosuch", "nodetype south",
      "nodetype 10.77.0.2", "nodetype nosuch", "listhblinks north", "listhblinks south", "listhblinks -v south",
      "listhblinks nosuch", "listhblinks 10.77.0.2", "hblinkstatus south eth0", "hblinkstatus north eth0",
      "hblinkstatus south eth7", "hblinkstatus -m south eth0", "clientstatus north nosuch",
      "clientstatus south nosuch", "clientstatus south ccm", "clientstatus north ccm", "hbparameter -p keepalive",
      "hbparameter -p deadtime", "hbparameter -p stonith", "hbparameter -m -p warntime", "hbparameter -p hopfudge",
      "hbparameter -p auto_failback", "hbparameter -p udpport", "hbparameter -p pacemaker", "nodestatus", "nonsense", "rscstatus");

  /** Beyond those: what our cl_status must say as C's does, wrong uses included. */
  private static final List<String> MORE = List.of(
      "", "-h", "--help", "-m", "hbstatus -v", "hbstatus -mv", "hbstatus -x", "hbstatus extra", "listnodes -m",
      "listnodes -n -p", "listnodes -vn", "listnodes -v -p", "listnodes -mv", "listnodes -z", "nodestatus -m",
      "nodestatus south -m", "nodestatus -- south", "nodestatus -v south", "nodestatus ''", "nodeweight",
      "nodeweight -m 10.77.0.2", "nodesite -m south", "nodetype", "nodetype -m south", "listhblinks",
      "listhblinks -m -v south", "hblinkstatus", "hblinkstatus south", "hblinkstatus nosuch eth0",
      "hblinkstatus 10.77.0.2 10.77.0.2", "clientstatus", "clientstatus south", "clientstatus nosuch ccm",
      "clientstatus -m north ccm", "clientstatus north ccm 2000", "clientstatus 10.77.0.2 ccm",
      "rscstatus -m", "rscstatus -v", "hbparameter", "hbparameter -p", "hbparameter -pdeadtime",
      "hbparameter -p hbversion", "hbparameter -p deadtime -p keepalive");

  private static final Setup SETUP =
      Setup.plain().withMedia("bcast eth0", "ping 10.77.0.2").with("apiauth " + Chatter.SERVICE + " uid=root");

  @Test
  void cannotTellOursFromTheirs(Hosts hosts) throws Exception {
    MixedCluster cluster =
        new MixedCluster(hosts, SETUP).installAll(List.of(Kind.OURS, Kind.C)).startAll().awaitAllActive();
    CcmClient onOurs = new CcmClient(hosts.get("north"));
    onOurs.keepRunning();
    awaitSameMembership(cluster, onOurs, "north", "south");
    hosts.await("both say that the ping node answers", LIMIT, () ->
        ask(hosts, "north", "nodestatus 10.77.0.2").contains("ping")
            && ask(hosts, "south", "nodestatus 10.77.0.2").contains("ping"));
    assertThat(differences(hosts)).isEmpty();
    List<String> all = new ArrayList<>(SAME);
    all.addAll(MORE);
    for (Host host : hosts.all()) {
      assertThat(Tools.differences(host, all)).isEmpty();
    }
    assertThat(ask(hosts, "north", "hbstatus -v")).contains("ccm membership with quorum");
    messagesBothWays(hosts);

    cluster.daemon("south").kill9();
    awaitSameMembership(cluster, onOurs, "north");
    assertThat(onOurs.events()).contains("NEW MEMBERSHIP");
    cluster.daemon("south").start();
    awaitSameMembership(cluster, onOurs, "north", "south");
    cluster.daemon("north").stop();
    assertThat(ask(hosts, "north", "hbstatus")).isEqualTo("Heartbeat is stopped on this machine.\nexit 1");
    assertThat(Tools.differences(hosts.get("north"), List.of("hbstatus", "hbstatus -v", "listnodes", "nodestatus", "nonsense")))
        .isEmpty();
  }

  private static List<String> differences(Hosts hosts) {
    List<String> different = new ArrayList<>();
    for (String command : SAME) {
      String ours = ask(hosts, "north", command);
      String theirs = ask(hosts, "south", command);
      if (!ours.equals(theirs)) {
        different.add("cl_status " + command + "\n  ours: " + ours + "\n  C:    " + theirs);
      }
    }
    return different;
  }

  private static String ask(Hosts hosts, String host, String words) {
    Command.Result result = hosts.get(host).sh("cl_status " + words);
    return result.out() + "exit " + result.exit();
  }

  /** The client on our node, the API and, where it lives, the client on the C node say the same. */
  private static void awaitSameMembership(MixedCluster cluster, CcmClient onOurs, String... names) {
    OurDaemon ours = (OurDaemon) cluster.daemon("north");
    Daemon theirs = cluster.daemon("south");
    cluster.hosts().await("a client on our node sees " + List.of(names), LIMIT, () -> {
      MemberView seen = onOurs.view();
      MemberView api = ours.membership();
      boolean same = seen.bornOn().keySet().equals(java.util.Set.of(names)) && seen.bornOn().equals(api.bornOn())
          && seen.instance() == api.instance() && seen.quorum() == api.quorum();
      return same && (names.length == 1 || theirs.membership().bornOn().equals(seen.bornOn()));
    }, () -> onOurs.view() + "\n" + ours.membership() + "\n" + theirs.membership());
  }

  /** These messages are not the ordered ones: a C daemon hands on what comes while it waits for a lost packet. */
  private static boolean hasLost(Host reader, String sender) {
    return reader.name().equals("south") && reader.log().contains("lost packet(s) for [" + sender + "]");
  }

  private static void messagesBothWays(Hosts hosts) throws Exception {
    try (CChatter north = new CChatter(hosts.get("north")); CChatter south = new CChatter(hosts.get("south"))) {
      List<CChatter> both = List.of(north, south);
      for (int i = 0; i < MESSAGES; i++) {
        north.send(i);
        south.send(i);
        int sent = i + 1;
        if (sent % UNREAD == 0) {
          hosts.await("both clients have " + sent + " messages of each", LIMIT, () ->
              both.stream().allMatch(ear -> ear.from("north").size() >= sent && ear.from("south").size() >= sent),
              () -> "north: " + north + "\nsouth: " + south);
        }
      }
      List<Integer> all = IntStream.range(0, MESSAGES).boxed().toList();
      for (String reader : List.of("north", "south")) {
        CChatter ear = reader.equals("north") ? north : south;
        for (String sender : List.of("north", "south")) {
          assertThat(ear.from(sender)).as("of " + sender + " on " + reader + ", once").containsExactlyInAnyOrderElementsOf(all);
          if (!hasLost(hosts.get(reader), sender)) {
            assertThat(ear.from(sender)).as("of " + sender + " on " + reader + ", in order").isEqualTo(all);
          }
        }
      }
    }
  }
}
