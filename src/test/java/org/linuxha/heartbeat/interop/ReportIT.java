package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** hb report of a living cluster with real sshd: ours, a C node, and one that cannot be reached. */
@Interop({"north", "south", "west", "east"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class ReportIT {
  @Test
  void oneArchiveTellsWhatAllNodesSawAndNoKey(Hosts hosts) throws Exception {
    Assumptions.assumeTrue(Sshd.isInstalled(), "no openssh-server");
    List<Host> all = hosts.all();
    Host north = all.get(0);
    MixedCluster cluster = new MixedCluster(hosts, all.subList(0, 3), Setup.plain().with("logfile /var/log/ha-log"));
    cluster.install("north", Kind.OURS);
    cluster.install("south", Kind.OURS);
    cluster.install("west", Kind.C);
    cluster.startAll().awaitAllActive();
    Sshd sshd = new Sshd(north);
    for (Host host : all.subList(0, 3)) {
      sshd.startOn(host);
      host.sh("echo 'nonsense " + Setup.SECRET + "' >> /var/log/ha-log").orFail();
    }
    String hb = OurDaemon.home() + "/bin/hb";
    String call = "cd /run && " + hb + " report --force -o r.tar.gz --hb " + hb + " --ssh '" + sshd.command() + "' 2>&1";

    Command.Result made = north.exec(Duration.ofSeconds(60), "sh", "-c", call + " north south west");
    assertThat(made.out()).as(made.err()).containsPattern("north +done").containsPattern("south +done").containsPattern("west +done");
    assertThat(made.exit()).as(made.out()).isZero();
    assertThat(north.sh("stat -c %a /run/r.tar.gz").out().strip()).isEqualTo("600");
    north.sh("mkdir /run/x && tar -C /run/x -xzf /run/r.tar.gz").orFail();
    assertThat(north.sh("grep -rlF " + Setup.SECRET + " /run/x").out()).isEmpty();
    String names = north.sh("cd /run/x/hb-report && find . -type f -size +0").out();
    assertThat(names).contains("./north/state/metrics.txt", "./north/state/events.ndjson", "./south/state/membership.json",
        "./south/state/decisions.json", "./south/log/ha-log", "./south/config/authkeys", "./west/log/ha-log",
        "./west/state/cl_status.txt", "./west/config/ha.cf", "./west/config/authkeys", "./west/facts.json");
    String read = north.exec(Duration.ofSeconds(30), "sh", "-c", hb + " report --read /run/r.tar.gz").out();
    assertThat(read).containsPattern("(?m)^south: runs, hb hb ").containsPattern("(?m)^west: runs, heartbeat 3\\.0\\.6")
        .containsPattern("  west +ha-log: west heartbeat: .*info: ").containsPattern("  south +event: ").containsPattern("  north +event: ");
    List<String> times = read.lines().filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .*")).map(line -> line.substring(0, 23)).toList();
    assertThat(times).hasSizeGreaterThan(50).isSorted();

    // the daemon of south is stopped, that of north killed, east was never there
    cluster.daemon("south").stop();
    cluster.daemon("north").kill9();
    String haCf = Files.readString(north.home().resolve("ha.d/ha.cf"));
    north.writeConfig("ha.cf", "rw-r--r--", haCf + "node east\n");
    made = north.exec(Duration.ofSeconds(60), "sh", "-c", call);
    assertThat(made.exit()).as(made.out()).isEqualTo(1);
    assertThat(made.out()).containsPattern("north +no daemon +.*HB950").containsPattern("south +no daemon").containsPattern("west +done")
        .containsPattern("east +failed.*(refused|resolve|timed out|route)");
  }
}
