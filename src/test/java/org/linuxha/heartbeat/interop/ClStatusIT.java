package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * client-api.md 3, 11: the unmodified {@code cl_status} asks our daemon and a C daemon of the same cluster;
 * both answer the same words with the same exit code.
 */
@Interop
class ClStatusIT {
  private static final Duration LIMIT = Duration.ofSeconds(45);

  /** What must be equal whoever is asked. */
  private static final List<String> SAME = List.of(
      "hbstatus", "hbstatus -m", "listnodes", "listnodes -n", "listnodes -p", "listnodes -v",
      "nodestatus north", "nodestatus SOUTH", "nodestatus nosuch", "nodestatus -m south", "nodestatus 10.77.0.2",
      "nodeweight north", "nodeweight nosuch", "nodesite north", "nodesite nosuch", "nodetype south", "nodetype 10.77.0.2",
      "nodetype nosuch", "listhblinks north", "listhblinks south", "listhblinks -v south", "listhblinks nosuch",
      "listhblinks 10.77.0.2", "hblinkstatus south eth0", "hblinkstatus north eth0", "hblinkstatus south eth7",
      "hblinkstatus -m south eth0", "clientstatus north nosuch", "clientstatus south nosuch", "clientstatus south ccm",
      "hbparameter -p keepalive", "hbparameter -p deadtime", "hbparameter -p stonith", "hbparameter -m -p warntime",
      "hbparameter -p hopfudge", "hbparameter -p auto_failback", "hbparameter -p udpport", "hbparameter -p pacemaker",
      "nodestatus", "nonsense");

  @Test
  void theSameWordsAndExitCodesFromBothDaemons(Hosts hosts) {
    Setup setup = Setup.plain().withMedia("bcast eth0", "ping 10.77.0.2");
    MixedCluster cluster =
        new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C)).startAll().awaitAllActive();
    cluster.awaitAgreement(LIMIT, "north", "south");
    hosts.await("both say that the ping node answers", LIMIT, () -> ask(hosts, "north", "nodestatus 10.77.0.2").contains("ping")
        && ask(hosts, "south", "nodestatus 10.77.0.2").contains("ping"));
    List<String> different = new ArrayList<>();
    for (String command : SAME) {
      String ours = ask(hosts, "north", command);
      String theirs = ask(hosts, "south", command);
      if (!ours.equals(theirs)) {
        different.add("cl_status " + command + "\n  ours: " + ours + "\n  C:    " + theirs);
      }
    }
    assertThat(different).isEmpty();
    assertThat(ask(hosts, "north", "hbstatus -v")).contains("3.0.6").contains("CCM").endsWith("exit 0");
    assertThat(ask(hosts, "north", "hbparameter -p hbversion")).startsWith("3.0.6").endsWith("exit 0");
    assertThat(ask(hosts, "north", "rscstatus")).isEqualTo("none\nexit 0");

    cluster.daemon("north").stop();
    assertThat(ask(hosts, "north", "hbstatus")).isEqualTo("Heartbeat is stopped on this machine.\nexit 1");
    cluster.assertNoComplaints();
  }

  private static String ask(Hosts hosts, String host, String words) {
    Command.Result result = hosts.get(host).sh("cl_status " + words);
    return result.out() + "exit " + result.exit();
  }
}
