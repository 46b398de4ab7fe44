package org.linuxha.heartbeat.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

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

  /** Our own sections too: into one JSON with what ha.cf says, through text, and out of it again as they were. */
  @Property(tries = 200)
  void ourOwnSectionsAreCarriedIntoTheJsonAndOutOfIt(@ForAll("files") String haCf, @ForAll("sections") JsonObject own) {
    ToJson json = ToJson.of(new ConfigFiles(haCf, Optional.empty(), Optional.empty())).with(own);
    SchemaCheck.Result read = SchemaCheck.read("heartbeat.json", json.main().encodePrettily());
    assertThat(read.problems()).as("%s", own.encodePrettily()).isEmpty();
    SchemaCheck.Result secrets = SchemaCheck.read("heartbeat.secrets.json", json.secrets().encodePrettily());
    assertThat(secrets.problems()).isEmpty();
    JsonObject all = ToJson.merged(read.json().orElseThrow(), secrets.json().orElseThrow());
    assertThat(Meaning.of(FromJson.files(all).haCf())).as("what ha.cf says").isEqualTo(Meaning.of(haCf));
    JsonObject again = OwnSections.of(all);
    again.remove("comments");
    assertThat(again).isEqualTo(own);
    List<Problem> before = new ArrayList<>();
    List<Problem> after = new ArrayList<>();
    assertThat(OwnSections.settings(again, pointer -> pointer, after)).isEqualTo(OwnSections.settings(own, pointer -> pointer, before));
    assertThat(after).isEqualTo(before).allMatch(problem -> problem.code() == Code.LINK_KEY_TWICE);
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

  @Provide
  Arbitrary<JsonObject> sections() {
    return Combinators.combine(
        part("http", Arbitraries.of("{\"address\": \"127.0.0.1:0\"}", "{\"address\": \"off\"}", "{\"hosts\": [\"alice.example.com\"]}", "{}")),
        part("tls", Arbitraries.of("{\"certificate\": \"/etc/a.pem\", \"key\": \"/etc/a.key\"}")),
        part("tokens", Arbitraries.of("[]", "[{\"name\": \"a\", \"token\": \"0123456789abcdef0123456789abcdef\"}]",
            "[{\"name\": \"b\", \"sha256\": \"b9deb13f564bd83162ae6ee2205b3c7ff96ef885d42ef90b42d53f666556a0e2\", \"services\": [\"hb\"]}]")),
        part("logging", Arbitraries.of("{\"format\": \"json\"}", "{\"levels\": {\"membership\": \"debug\", \"io.netty\": \"off\"}, \"queueLines\": 64}")),
        byMedium("links", link()), byMedium("faults", fault()))
        .as((http, tls, tokens, logging, links, faults) -> {
          JsonObject all = new JsonObject();
          List.of(http, tls, tokens, logging, links, faults).forEach(all::mergeIn);
          return all;
        });
  }

  /** That section, or none. */
  private static Arbitrary<JsonObject> part(String name, Arbitrary<String> texts) {
    return texts.map(text -> new JsonObject("{\"" + name + "\": " + text + "}")).injectNull(0.3).map(json -> json == null ? new JsonObject() : json);
  }

  private static Arbitrary<JsonObject> byMedium(String name, Arbitrary<JsonObject> values) {
    Arbitrary<String> keys = Arbitraries.of("bcast eth0", "udp eth0", "mcast eth0", "mcast eth0 239.0.0.43 694 1 0", "ucast eth1 10.0.0.2", "mcast lo:red 239.1.1.1");
    return Arbitraries.maps(keys, values).ofMaxSize(4).map(map -> map.isEmpty() ? new JsonObject() : new JsonObject().put(name, new JsonObject(new LinkedHashMap<>(map))));
  }

  private static Arbitrary<JsonObject> link() {
    Arbitrary<String> names = Arbitraries.strings().withChars("aZ09 ._-").ofMaxLength(29).map(inner -> "a" + inner + "z").injectNull(0.3);
    Arbitrary<Map<String, String>> binds = Arbitraries.maps(Arbitraries.of("alice", "bob", "node3.example.com"), Arbitraries.of("10.0.0.1", "192.0.2.255", "127.0.0.1"));
    return Combinators.combine(names, binds).as((name, bind) -> {
      JsonObject link = name == null ? new JsonObject() : new JsonObject().put("name", name);
      return bind.isEmpty() ? link : link.put("bind", new JsonObject(new LinkedHashMap<>(bind)));
    });
  }

  private static Arbitrary<JsonObject> fault() {
    return Combinators.combine(Arbitraries.integers().between(0, 100), Arbitraries.integers().between(0, 60_000), Arbitraries.of(true, false),
        Arbitraries.of("both", "in", "out"), Arbitraries.of(List.of(), List.of("alice", "bob"))).as((percent, delay, cut, direction, nodes) ->
            new JsonObject().put("lossPercent", percent).put("delayMillis", delay).put("cut", cut).put("direction", direction)
                .put("nodes", new JsonArray(new ArrayList<>(nodes))));
  }
}
