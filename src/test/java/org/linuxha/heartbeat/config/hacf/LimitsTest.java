package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds of ha.cf, and text that nobody meant as one. */
class LimitsTest {

  private static String times(int n, String line) {
    return IntStream.range(0, n).mapToObj(line::formatted).collect(Collectors.joining());
  }

  @Test
  void aHundredNodesAreTheMost() {
    assertThat(Read.lines(times(99, "node n%d\n")).errors()).isEmpty();
    assertThat(Read.findings(Read.lines(times(100, "node n%d\n")))).isEqualTo("HB113@ha.cf:103");
    assertThat(Read.findings(Read.lines(times(99, "node n%d\n") + "ping 10.9.0.9\n")))
        .isEqualTo("HB113@ha.cf:102");
  }

  @Test
  void sixtyFourMediaAreTheMost() {
    assertThat(Read.lines(times(63, "ucast eth0 10.9.0.%d\n")).errors()).isEmpty();
    assertThat(Read.findings(Read.lines(times(64, "ucast eth0 10.9.0.%d\n"))))
        .isEqualTo("HB114@ha.cf:67");
  }

  @Test
  void aLineOfMoreThan5119BytesIsRefusedNotCut() {
    assertThat(Read.lines("node" + " ".repeat(5112) + "bob").errors()).isEmpty();
    HaCf read = Read.lines("keepalive 2\nnode" + " ".repeat(5113) + "bob\nkeepalive 3");
    assertThat(Read.findings(read)).isEqualTo("HB102@ha.cf:5");
    assertThat(read.problems().get(0).text()).hasSizeLessThan(200);
  }

  @Test
  void aMediumThatIsNotBuiltInIsRefusedWithTheReason() {
    assertThat(Read.lines("hbaping 0").problems().get(0).text())
        .contains("Illegal directive [hbaping]", "Fibre Channel", "ping_group");
  }

  @Test
  void aLongNodeNameIsCutAsTheCDaemonCutsIt() {
    HaCf read = Read.lines("node " + "n".repeat(120));
    assertThat(Read.findings(read)).isEqualTo("HB115@ha.cf:4");
    assertThat(read.configuration().orElseThrow().cluster().nodes())
        .containsExactly("alice", "n".repeat(99));
  }

  @Test
  void allWrongLinesAreReportedInOneGoEachWithLineTextReasonAndRemedy() {
    HaCf read = Read.lines("keepalive 5s\nbanana\nmcast eth0 10.0.0.1 694 1 0\nuse_logd maybe");
    assertThat(read.configuration()).isEmpty();
    assertThat(Read.findings(read))
        .isEqualTo("HB103@ha.cf:4 HB101@ha.cf:5 HB131@ha.cf:6 HB104@ha.cf:7");
    assertThat(read.problems().get(0).full()).isEqualTo(
        "HB103 ha.cf:4: 'keepalive 5s': Invalid time [5s]. What to do: Write seconds (2 or 0.5) or"
            + " milliseconds (500ms), without a blank between; s, sec and m are no units.");
  }

  @Test
  void thePasswordsOfStonithAreNotShown() {
    HaCf bad = Read.lines(
        "stonith_host * apc 10.0.0.1 user tops3cret\nstonith_hos * apc tops3cret");
    assertThat(bad.problems()).hasSize(1);
    assertThat(bad.problems().toString()).doesNotContain("tops3cret");
    assertThat(Read.good("stonith_host * apc 10.0.0.1 user tops3cret").toString())
        .contains("Stonith[apc]").doesNotContain("tops3cret");
  }

  @Test
  void theReasonsKeepTheWordsOfTheCDaemon() {
    String[][] reasons = {
        {"foo", "Illegal directive [foo] in ha.cf"},
        {"deadtime 2", "Dead time [2000] is too small compared to keeplive [1000]"},
        {"warntime x", "Warn time [x] is invalid."},
        {"initdead 20", "Initial dead time [20000] is smaller than deadtime [30000]"},
        {"deadtime 5\ninitdead 5", "Initial dead time [5000 ms] may be too small!"},
        {"deadping 1", "Ping dead time [1000] is too small compared to keeplive [1000]"},
        {"udpport x", "invalid port [x] specified"},
        {"baud 9600\nbaud 9600", "Baudrate multiply specified."},
        {"ucast6 eth0 x", "bad addr [x]"},
        {"mcast eth0 1.2.3.4 694 1 0", "bad addr [1.2.3.4]"},
        {"mcast eth0 239.0.0.1", "missing port"},
        {"mcast eth0 239.0.0.1 694 300 0", "bad ttl [300]"},
        {"mcast eth0 239.0.0.1 694 1 2", "bad loop [2]"},
        {"compression x", "Compression module(x) not found"},
        {"respawn root /etc/passwd", "Client child command [/etc/passwd] is not executable"},
        {"pacemaker respawn", "Failed to add pacemaker client child \"cib\""},
        {"!bcast eth0", "no nodes defined"},
        {"!node alice", "No heartbeat media defined"},
        {"!node bob\nbcast eth0", "Current node [alice] not in configuration!"},
        {"!autojoin any\nbcast eth0", "Current node [alice] added to configuration"},
        {"autojoin any", "R1 style resource management conflicts with  autojoin set"},
        {"udp eth0", "directive 'udp' replaced by 'bcast'"},
    };
    for (String[] reason : reasons) {
      assertThat(Read.lines(reason[0]).problems().toString()).contains(reason[1]);
    }
  }

  @Test
  void noTextMakesTheParserThrow() {
    Random random = new Random(694);
    String[] names = Directives.all().stream().map(Directive::name).toArray(String[]::new);
    String[] values = {"", " ", ",", "0", "1", "-1", "x", "on", "eth0", "eth9", "239.0.0.43",
        "10.9.0.2", "fe80::1%eth0", "ff02::1", "694", "=", "A=b", "uid=root,", "gid=", "%", "*",
        "5ms", ".", "..", "1e9", "99999999999", "/bin/true", "root", "\0", "#", "\r", "\u00ff",
        "\\", "\"", "pacemaker", "null", "ccm-only", "[", "{1}", "$1", "%s"};
    int good = 0;
    for (int i = 0; i < 4000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? TableText.BASE : "");
      for (int lines = random.nextInt(4); lines > 0; lines--) {
        text.append(names[random.nextInt(names.length)]);
        for (int words = random.nextInt(6); words > 0; words--) {
          text.append(random.nextInt(8) == 0 ? "" : " ")
              .append(values[random.nextInt(values.length)]);
        }
        text.append('\n');
      }
      HaCf read = Read.text(text.toString());
      assertThat(read.configuration().isPresent()).isEqualTo(read.errors().isEmpty());
      good += read.configuration().isPresent() ? 1 : 0;
    }
    assertThat(good).isGreaterThan(100);
  }

  @Test
  void randomBytesAreNoConfigurationAndNoCrash() {
    Random random = new Random(12);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(200, 0, 256).forEach(b -> text.append((char) b));
      assertThat(Read.text(text.toString()).configuration()).isEmpty();
    }
  }
}
