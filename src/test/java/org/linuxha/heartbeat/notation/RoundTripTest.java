package org.linuxha.heartbeat.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an ha.cf says, JSON says the same, and the ha.cf that is made of that too; no comment is lost. */
class RoundTripTest {
  private static final Set<String> ONCE = Set.of("baud", "watchdog", "pacemaker", "crm");

  @Property(tries = 400)
  void parsedWrittenAsJsonWrittenAsHaCfAndParsedIsTheSame(@ForAll("files") String haCf) {
    ToJson json = ToJson.of(new ConfigFiles(haCf, Optional.empty(), Optional.empty()));
    assertThat(json.isUsable()).as("%s%n%s", json.problems(), haCf).isTrue();
    // through text, as a file would
    String text = json.everything().encodePrettily();
    String again = FromJson.files(new JsonObject(text)).haCf();
    assertThat(Meaning.of(again)).as("%s%n%s%n%s", haCf, text, again).isEqualTo(Meaning.of(haCf));
    assertThat(Meaning.comments(again)).as(again).isEqualTo(Meaning.comments(haCf));
    // and JSON that comes from JSON is the same JSON
    ToJson second = ToJson.of(new ConfigFiles(again, Optional.empty(), Optional.empty()));
    assertThat(withoutComments(second)).isEqualTo(withoutComments(json));
  }

  private static JsonObject withoutComments(ToJson json) {
    JsonObject all = json.everything();
    all.remove("comments");
    return all;
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<List<String>> lines = line().list().ofMinSize(0).ofMaxSize(30);
    return lines.map(RoundTripTest::valid);
  }

  /** Puts in what every file needs and leaves out what may stand there once. */
  private static String valid(List<String> lines) {
    List<String> file = new ArrayList<>(lines);
    file.add(lines.size() / 2, "node alpha");
    file.add(lines.size() / 3, "bcast eth0");
    Set<String> seen = new HashSet<>();
    StringBuilder text = new StringBuilder();
    for (String line : file) {
      String[] words = line.strip().split("[\\s,]+");
      String once = words[0].equals("apiauth") ? "apiauth " + words[1] : words[0].equals("crm") ? "pacemaker" : words[0];
      boolean second = (ONCE.contains(words[0]) || words[0].equals("apiauth")) && !seen.add(once);
      boolean late = words[0].startsWith("crm") && words[0].length() > 3 && seen.contains("pacemaker");
      if (!second && !late) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static Arbitrary<String> line() {
    return Arbitraries.oneOf(
        plain(), plain(), plain().map(line -> line + " # beside"), Arbitraries.of("", "# above", "#", "  # ümlaut"));
  }

  private static Arbitrary<String> plain() {
    return Arbitraries.of(
        "keepalive 2", "keepalive 500ms", "keepalive .3", "keepalive 750000us", "deadtime 10", "deadtime 15.5", "deadtime 30000ms",
        "warntime 3", "warntime 5 4", "initdead 120", "initdead 60,90", "deadping 11",
        "node beta", "node Gamma,delta", "node\tepsilon beta zeta", "udpport 694", "udpport 1694", "udpport 700,701", "baud 9600",
        "baud 19200", "bcast eth0 eth1", "udp eth2", "bcast eth3", "ucast eth0 10.0.0.1", "ucast eth0 peer.example.com ignored",
        "ucast6 eth0 fd00::1", "mcast eth0 239.0.0.43 694 1 0", "mcast eth1 225.0.0.1 1694 0 1", "mcast6 eth0 ff02::694 694 1 0",
        "serial /dev/ttyS0", "serial /dev/ttyS0 /dev/ttyS1", "ping 10.0.0.254", "ping 10.0.0.254,10.0.0.253",
        "ping6 fd00::fe", "ping_group group1 10.0.0.1 10.0.0.2", "ping beta", "msgfmt netstring", "msgfmt classic", "compression bz2",
        "compression_threshold 4", "traditional_compression on", "max_rexmit_delay 500", "uuidfrom nodename", "hbgenmethod time",
        "hopfudge 2x", "hopfudge 0", "cluster orders", "auto_failback on", "auto_failback OFF", "auto_failback legacy",
        "nice_failback on", "pacemaker respawn", "crm yes", "crm off", "pacemaker ccm-only", "crm_daemon_dir /opt/x",
        "crmd_spawns_pengine yes", "record_config_changes off", "record_pengine_inputs 0", "enable_config_writes n",
        "stonith baytech /etc/ha.d/conf/stonith.baytech", "stonith_host * baytech 10.0.0.3 mylogin  secret",
        "stonith_host alpha rps10 /dev/ttyS1 beta 0", "stonith_host other", "quorum_server q.example.com",
        "respawn hacluster /usr/lib/heartbeat/ipfail", "respawn root /bin/x -a  'b c'", "failfast root /bin/x",
        "apiauth ipfail gid=haclient uid=hacluster", "apiauth ping gid=haclient uid=alanr,root", "apiauth x uid=",
        "apiauth a/b~c gid=1,2,", "apiauth default gid=haclient", "env A=1", "env A=2,B=x=y", "env quorum=majority:twonodes", "env a/b=",
        "logfile /var/log/ha-log", "debugfile /var/log/ha-debug", "logfacility none", "logfacility local0", "debug 3", "debug 0",
        "use_logd on", "conn_logd_time 30", "log_badpack off", "syslogmsgfmt FALSE", "realtime off", "realtime true", "rtprio 5",
        "memreserve 10000", "watchdog /dev/watchdog", "coredumps no", "coreroot /tmp/x", "use_apphbd yes", "autojoin any",
        "autojoin Other", "autojoin none");
  }
}
