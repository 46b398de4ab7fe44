package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.problem.Code;

/** hb against a daemon that answers as told: what people see, and the exit status that scripts see. */
@Timeout(120)
class HbTest {
  @TempDir Path runDir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int hb(String... arguments) {
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void theListOfCommandsSaysOfEachInAWholeSentenceWhatItDoes() {
    Hb.commandLine().getSubcommands().forEach((name, command) -> {
      if (!name.equals("help")) {
        assertThat(command.getCommandSpec().usageMessage().description()[0]).as(name).endsWith(".");
      }
    });
  }

  private int ask(String command, String json) throws IOException {
    try (OneAnswer daemon = OneAnswer.json(runDir, 200, json)) {
      return hb(command, "--run-dir", runDir.toString());
    }
  }

  private static String cluster(String health, String findings) {
    return """
        {"name":"linux-ha","node":"alice","state":"active","stateSince":"2026-01-01T00:00:00Z",
         "stateReason":"bob answered","health":{"status":"%s","findings":[%s]},
         "nodes":{"total":2,"byStatus":{"active":1,"dead":1}},
         "membership":{"state":"formed","reason":"bob is dead","quorum":true,"view":3,"instance":4,"leader":"alice","members":1},
         "uuid":"u","generation":7,"version":"0.1.0","pid":1,
         "started":"2026-01-01T00:00:00Z","http":null,
         "resources":{"configured":true,"takesResources":false,"reason":"This node will not take resources."},
         "notYetActive":["watchdog is not yet active."]}""".formatted(health, findings);
  }

  private static String node(String name, String status, String reason) {
    return """
        {"name":"%s","type":"normal","status":"%s","self":false,"sinceAgoMillis":65000,"reason":"%s","links":[
          {"name":"eth0","status":"up","expected":true,"lastPacketAgoMillis":400},
          {"name":"eth1","status":"dead","expected":true,"lastPacketAgoMillis":null},
          {"name":"ttyS0","status":"dead","expected":false,"lastPacketAgoMillis":null}]}"""
        .formatted(name, status, reason);
  }

  private static String link(String status, String fault, String nodeStatus, String rejected) {
    return """
        [{"id":"1","name":"eth0","kind":"mcast","status":"%s","sinceAgoMillis":1000,"fault":%s,"rejected":%s,"nodes":[
          {"name":"alice","status":"dead","expected":false,"lastPacketAgoMillis":null,"packets":0,"duplicates":0},
          {"name":"bob","status":"%s","expected":true,"lastPacketAgoMillis":250,"packets":12,"duplicates":3}]}]"""
        .formatted(status, fault, rejected, nodeStatus);
  }

  @Test
  void statusIsWellAndStillSaysWhatThisNodeDoesNotDo() throws Exception {
    assertThat(ask("status", cluster("ok", ""))).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains("This node  alice, active since 2026-01-01T00:00:00Z (bob answered)")
        .contains("Nodes      2: 1 active, 1 dead")
        .contains("Membership 1 member, quorum, leader alice, instance 4")
        .contains("HTTP       off")
        .contains("  - This node will not take resources.\n  - watchdog is not yet active.")
        .doesNotContain("Needs attention");
  }

  private int monitor(String json) throws IOException {
    try (OneAnswer daemon = OneAnswer.json(runDir, 200, json)) {
      return hb("status", "--nagios", "--run-dir", runDir.toString());
    }
  }

  @Test
  void aMonitoringSystemGetsOneLineWithNumbersAndItsOwnExitStatus() throws Exception {
    assertThat(monitor(cluster("ok", ""))).isEqualTo(0);
    assertThat(out.toString()).isEqualTo(
        "HEARTBEAT OK - alice is active, 1 of 2 nodes active | nodes=2 active=1;;;0;2 dead=1;;;0;2\n");
    out.getBuffer().setLength(0);
    assertThat(monitor(cluster("degraded", "\"Node bob is dead: a|b.\""))).isEqualTo(1);
    assertThat(out.toString()).startsWith("HEARTBEAT WARNING - alice is active, 1 of 2 nodes active. Node bob is dead: a/b | ");
    out.getBuffer().setLength(0);
    assertThat(monitor(cluster("degraded", "").replace("\"state\":\"active\",\"stateSince", "\"state\":\"up\",\"stateSince"))).isEqualTo(2);
    assertThat(out.toString()).startsWith("HEARTBEAT CRITICAL - alice is up");
  }

  @Test
  void withoutADaemonTheCheckIsCriticalAndAWrongCallIsUnknown() throws Exception {
    assertThat(hb("status", "--nagios", "--run-dir", runDir.resolve("none").toString())).isEqualTo(2);
    assertThat(out.toString()).startsWith("HEARTBEAT CRITICAL - ").contains("No daemon of ours runs here").hasLineCount(1);
    out.getBuffer().setLength(0);
    assertThat(hb("status", "--nagios", "--nonsense")).isEqualTo(3);
    assertThat(out.toString()).startsWith("HEARTBEAT UNKNOWN - ").hasLineCount(1);
    out.getBuffer().setLength(0);
    assertThat(monitor("[]")).isEqualTo(3);
    assertThat(monitor("<html>")).as("a stranger").isEqualTo(3);
  }

  private static String membership(String state, boolean quorum, String reason) {
    return """
        {"state":"%s","reason":"%s","sinceAgoMillis":65000,"quorum":%s,"view":3,"instance":4,"leader":"bob",
         "members":[{"name":"alice","index":0,"bornOn":4},{"name":"bob","index":1,"bornOn":1}],
         "joined":["alice"],"left":["carol"]}""".formatted(state, reason, quorum);
  }

  @Test
  void membersAreATableAndWellWithQuorum() throws Exception {
    assertThat(ask("members", membership("formed", true, "carol is dead"))).isEqualTo(Exit.OK);
    assertThat(out.toString()).isEqualTo("""
        Membership formed for 1 min 5 s: carol is dead
        Instance 4, view 3 of this node, leader bob, quorum
        MEMBER        INDEX  BORN ON
        alice         0      4        joined
        bob (leader)  1      1
        Left: carol
        """);
  }

  @Test
  void aMembershipWithoutQuorumInFluxOrUnknownIsDegraded() throws Exception {
    assertThat(ask("members", membership("formed", false, "x"))).isEqualTo(Exit.DEGRADED);
    assertThat(ask("members", membership("influx", false, "leader lost"))).isEqualTo(Exit.DEGRADED);
    assertThat(out.toString()).contains("Membership influx for 1 min 5 s: leader lost\nThe last one was:\n");
    assertThat(ask("members", """
        {"state":"unknown","reason":"no membership service answers on bob","sinceAgoMillis":1000,"quorum":false,
         "view":null,"instance":null,"leader":null,"members":[],"joined":[],"left":[]}""")).isEqualTo(Exit.DEGRADED);
    assertThat(out.toString()).endsWith("Membership unknown for 1.0 s: no membership service answers on bob\n");
  }

  @Test
  void whatNeedsAttentionMakesTheStatusDegraded() throws Exception {
    assertThat(ask("status", cluster("degraded", "\"Node bob is dead.\""))).isEqualTo(Exit.DEGRADED);
    assertThat(out.toString()).contains("Needs attention:\n  - Node bob is dead.");
  }

  @Test
  void nodesAreAnAlignedTableWithoutLinksNobodyExpects() throws Exception {
    assertThat(ask("nodes", "[" + node("bob", "active", "ok") + "," + node("caroline", "active", "ok") + "]"))
        .isEqualTo(Exit.OK);
    assertThat(out.toString()).isEqualTo("""
        NODE      TYPE    STATUS  FOR        LAST PACKET  LINKS              REASON
        bob       normal  active  1 min 5 s  0.4 s ago    eth0 up, eth1 dead  ok
        caroline  normal  active  1 min 5 s  0.4 s ago    eth0 up, eth1 dead  ok
        """.replace("LINKS              REASON", "LINKS               REASON"));
  }

  @Test
  void aNodeThatIsNotActiveMakesTheListDegraded() throws Exception {
    assertThat(ask("nodes", "[" + node("bob", "dead", "silent") + "]")).isEqualTo(Exit.DEGRADED);
  }

  @Test
  void whatANodeSaysOfItselfCannotSteerTheTerminal() throws Exception {
    ask("nodes", "[" + node("bob", "\\u001b[31mevil\\u0007", "x") + "]");
    assertThat(out.toString()).contains("?[31mevil?").doesNotContain("\u001b").doesNotContain("\u0007");
  }

  @Test
  void linksShowWhoIsHeardAndWhatWasDropped() throws Exception {
    assertThat(ask("links", link("open", "null", "up", "{\"wrong-signature\":5}"))).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .containsPattern("bob +up +0.2 s ago +12 +3")
        .contains("mcast eth0: packets dropped: 5 wrong-signature")
        .doesNotContain("alice");
  }

  @Test
  void mediaOfOneNameAreOneLinkWhoseNodesStandThereOnce() throws Exception {
    String medium = link("open", "null", "up", "{}");
    String two = medium.substring(0, medium.length() - 1) + "," + medium.substring(1);
    assertThat(ask("links", two)).isEqualTo(Exit.OK);
    assertThat(out.toString().lines().filter(line -> line.startsWith("eth0"))).hasSize(2);
    assertThat(out.toString().lines().filter(line -> line.contains("bob"))).hasSize(1);
  }

  @Test
  void aFaultyMediumAndANodeNotHeardMakeTheLinksDegraded() throws Exception {
    assertThat(ask("links", link("fault", "{\"id\":\"HB402\",\"text\":\"it went away\"}", "up", "{}")))
        .isEqualTo(Exit.DEGRADED);
    assertThat(out.toString()).contains("mcast eth0: HB402 it went away");
    assertThat(ask("links", link("open", "null", "dead", "{}"))).isEqualTo(Exit.DEGRADED);
  }

  private static String heard(String name, String status, String rest) {
    return """
        {"name":"%s","status":"%s","expected":true,"sinceAgoMillis":65000,"lastPacketAgoMillis":250,"packets":12,
         "duplicates":3,%s}""".formatted(name, status, rest);
  }

  private static String twoLinks() {
    String medium = """
        {"id":"%s","name":"%s","kind":"bcast","status":"open","sinceAgoMillis":1000,"fault":null,"rejected":{},
         "sent":{"packets":20,"failed":%d},"nodes":[%s,%s]}""";
    String good = "\"lost\":0,\"late\":0,\"gaps\":{\"count\":11,\"longestMillis\":1003.2},\"hearsUs\":true,\"oneWay\":false";
    String deaf = "\"lost\":4,\"late\":1,\"gaps\":{\"count\":11,\"longestMillis\":1703.2},\"hearsUs\":false,\"oneWay\":true";
    return "[" + medium.formatted("1", "eth0", 0, heard("bob", "up", good), heard("carol", "up", deaf)) + ","
        + medium.formatted("2", "eth1", 2, heard("bob", "dead", good), heard("carol", "up", good.replace("0,\"late", "7,\"late")))
        + "]";
  }

  @Test
  void aLinkThatHearsAndIsNotHeardIsNamedAndNotWell() throws Exception {
    assertThat(ask("links", twoLinks())).isEqualTo(Exit.DEGRADED);
    assertThat(out.toString())
        .containsPattern("carol +up +no +0.2 s ago +12 +3 +4 +1 +1703 ms")
        .contains("bcast eth0: one-way: node carol is heard there and does not hear us.")
        .contains("bcast eth1: 2 of 20 packets could not be sent");
  }

  @Test
  void theMatrixHasARowANodeAndAColumnALink() throws Exception {
    try (OneAnswer daemon = OneAnswer.json(runDir, 200, twoLinks())) {
      assertThat(hb("links", "--matrix", "--run-dir", runDir.toString())).isEqualTo(Exit.DEGRADED);
    }
    assertThat(out.toString()).startsWith("""
        NODE   eth0     eth1
        bob    up       dead 1 min 5 s
        carol  one-way  up, 7 lost
        """);
  }

  @Test
  void jsonIsTheAnswerAsItIs() throws Exception {
    String json = link("open", "null", "up", "{}");
    try (OneAnswer daemon = OneAnswer.json(runDir, 200, json)) {
      assertThat(hb("links", "--json", "--socket", runDir.resolve("api.sock").toString())).isEqualTo(Exit.OK);
    }
    assertThat(out.toString()).isEqualTo(json);
  }

  @Test
  void aProblemDocumentBecomesItsSentenceAndRemedy() throws Exception {
    String problem = "{\"id\":\"HB820\",\"detail\":\"There is no node dave.\",\"remedy\":\"See hb nodes.\"}";
    try (OneAnswer daemon = OneAnswer.json(runDir, 404, problem)) {
      assertThat(hb("nodes", "da ve", "--run-dir", runDir.toString())).isEqualTo(Exit.FAILED);
      assertThat(daemon.request()).startsWith("GET /api/v1/nodes/da%20ve HTTP/1.1\r\n");
    }
    assertThat(err.toString()).isEqualTo("hb nodes: HB820 There is no node dave. What to do: See hb nodes.\n");
  }

  @Test
  void noDaemonIsItsOwnExitStatusWithARemedy() throws Exception {
    assertThat(hb("status", "--run-dir", runDir.toString())).isEqualTo(Exit.NOT_RUNNING);
    assertThat(err.toString()).contains("HB950").contains("there is no " + runDir.resolve("api.sock")).contains("--run-dir");
    OneAnswer.json(runDir, 200, "{}").close();
    assertThat(runDir.resolve("api.sock")).as("a stale socket").exists();
    assertThat(hb("status", "--run-dir", runDir.toString())).isEqualTo(Exit.NOT_RUNNING);
    assertThat(err.toString()).contains("nobody listens at " + runDir.resolve("api.sock"));
  }

  @Test
  void somethingElseBehindTheSocketIsSaid() throws Exception {
    for (String answer : new String[] {"220 smtp ready\r\n", "", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}"}) {
      Files.deleteIfExists(runDir.resolve("api.sock"));
      try (OneAnswer daemon = new OneAnswer(runDir, answer)) {
        assertThat(hb("status", "--run-dir", runDir.toString())).as(answer).isEqualTo(Exit.FAILED);
      }
    }
    assertThat(err.toString()).contains("HB953");
    for (String json : new String[] {"nonsense", "{}", "[]", "3"}) {
      assertThat(ask("status", json)).as(json).isEqualTo(Exit.FAILED);
    }
  }

  @Test
  void chunkedAnswersAreReadToo() throws Exception {
    String body = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n1;x=y\r\n]\r\n0\r\n\r\n";
    try (OneAnswer daemon = new OneAnswer(runDir, body)) {
      assertThat(hb("nodes", "--json", "--run-dir", runDir.toString())).isEqualTo(Exit.OK);
    }
    assertThat(out.toString()).isEqualTo("[]");
  }

  @Test
  void wrongUseIsTwo() {
    assertThat(hb()).isEqualTo(Exit.USAGE);
    assertThat(hb("bogus")).isEqualTo(Exit.USAGE);
    assertThat(hb("nodes", "--url", "ftp://x")).isEqualTo(Exit.USAGE);
    assertThat(hb("nodes", "--url", "http://127.0.0.1:1/path")).isEqualTo(Exit.USAGE);
    assertThat(hb("nodes", "a", "b")).isEqualTo(Exit.USAGE);
    assertThat(hb("nodes", "--socket", "/" + "x".repeat(200))).isEqualTo(Exit.USAGE);
  }

  @Test
  void everyIdOfTheCatalogueIsExplainedWithoutADaemon() {
    for (Code code : Code.values()) {
      out.getBuffer().setLength(0);
      assertThat(hb("explain", code.id(), "--run-dir", runDir.resolve("none").toString())).as(code.id()).isEqualTo(Exit.OK);
      assertThat(out.toString()).startsWith(code.id() + " (").contains("What it means: " + code.cause(), "What to do:");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aWrongCallOfAnyCommandIsOneSentenceAndAHint() {
    for (String command : Hb.commands()) {
      for (List<String> wrong : List.of(List.of(command, "--nonsense"), List.of(command, "--socket"))) {
        if (command.equals("help")) {
          continue;
        }
        err.getBuffer().setLength(0);
        assertThat(hb(wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).as("%s", wrong).hasLineCount(1).startsWith("hb " + command + ": ")
            .endsWith(" See hb " + command + " --help.\n");
      }
    }
    assertThat(err.toString()).doesNotContain("index");
    err.getBuffer().setLength(0);
    assertThat(hb("nodes", "alice", "bob")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).isEqualTo("hb nodes: 'bob' is one argument too many. See hb nodes --help.\n");
    err.getBuffer().setLength(0);
    assertThat(hb("stat")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).startsWith("hb: there is no command 'stat'. Did you mean status or ");
    for (String command : List.of("watch", "receive")) {
      err.getBuffer().setLength(0);
      assertThat(hb(command, "--count", "0", "--run-dir", runDir.toString())).as(command).isEqualTo(Exit.USAGE);
      assertThat(err.toString()).isEqualTo("hb " + command + ": --count takes 1 or more, not 0. See hb " + command + " --help.\n");
    }
    err.getBuffer().setLength(0);
    assertThat(hb("decode", "--nonsense")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).isEqualTo("hb decode: there is no option '--nonsense'. See hb decode --help.\n");
    assertThat(out.toString()).isEmpty();
  }
}
