package org.linuxha.heartbeat.config.hacf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.config.NotYetActive;
import org.linuxha.heartbeat.problem.Code;

/**
 * client-api.md 12.3: the programs that {@code pacemaker} implies. The lists are those that Debian's daemon of C
 * started when such programs lay there, and killed one by one; {@code !} marks those whose end rebooted the machine.
 */
class PacemakerTest {
  private static final String DIRECTORY = "/usr/libexec/pacemaker/";
  private final FakeHost host = new FakeHost();

  PacemakerTest() {
    install(DIRECTORY, "cib", "stonithd", "lrmd", "attrd", "pengine", "crmd");
  }

  private void install(String directory, String... programs) {
    Stream.of(programs).forEach(program -> host.installed.add(directory + program));
  }

  private HaCf read(String lines) {
    return HaCfParser.parse(new HaCfParser.Input("ha.cf", TableText.haCf(lines), "alice", false), host);
  }

  private List<String> started(String lines) {
    return read(lines).configuration().orElseThrow().children().stream().map(PacemakerTest::shown).toList();
  }

  private static String shown(Child child) {
    return child.user() + " " + child.command().replaceFirst("^.*/", "") + (child.failfast() ? "!" : "");
  }

  @ParameterizedTest
  @CsvSource({
      "pacemaker respawn, hacluster ccm; hacluster cib; root stonithd; root lrmd; hacluster attrd; hacluster crmd",
      "crm respawn, hacluster ccm; hacluster cib; root stonithd; root lrmd; hacluster attrd; hacluster crmd",
      "pacemaker valgrind, hacluster ccm; hacluster cib; root stonithd; root lrmd; hacluster attrd; hacluster crmd",
      "pacemaker yes, hacluster ccm!; hacluster cib!; root stonithd; root lrmd; hacluster attrd; hacluster crmd!",
      "pacemaker ON, hacluster ccm!; hacluster cib!; root stonithd; root lrmd; hacluster attrd; hacluster crmd!",
      "pacemaker minimal, hacluster ccm!; hacluster cib!; root lrmd; hacluster crmd!",
      "pacemaker manual, hacluster ccm!; hacluster cib!; root lrmd; hacluster crmd!",
      "pacemaker ccm-only, hacluster ccm",
      "pacemaker off, ''",
      "crmd_spawns_pengine on|pacemaker respawn, hacluster ccm; hacluster cib; root stonithd; root lrmd; hacluster attrd; hacluster crmd",
      "crmd_spawns_pengine off|pacemaker yes,"
          + " hacluster ccm!; hacluster cib!; root stonithd; root lrmd; hacluster attrd; hacluster pengine!; hacluster crmd!",
      "crmd_spawns_pengine off|pacemaker minimal, hacluster ccm!; hacluster cib!; root lrmd; hacluster crmd!"})
  void eachModeHasItsPrograms(String lines, String programs) {
    HaCf read = read(lines.replace('|', '\n'));
    assertThat(read.problems().toString()).doesNotContain("HB166");
    assertThat(String.join("; ", started(lines.replace('|', '\n')))).isEqualTo(programs);
    assertThat(read.configuration().orElseThrow().notYetActive()).isEmpty();
  }

  @Test
  void itsProgramsComeFirstAndLinesOfTheirOwnBehind() {
    assertThat(started("respawn root /bin/true\npacemaker minimal"))
        .containsExactly("hacluster ccm!", "hacluster cib!", "root lrmd", "hacluster crmd!", "root true");
  }

  @Test
  void theirDirectoriesAreSearchedInTheOrderOfC() {
    host.installed.remove(DIRECTORY + "lrmd");
    install("/usr/lib/heartbeat/", "lrmd", "attrd", "crmd");
    List<Child> children = read("pacemaker respawn").configuration().orElseThrow().children();
    assertThat(children).extracting(Child::command).containsExactly(
        "/usr/libexec/heartbeat/ccm", DIRECTORY + "cib", DIRECTORY + "stonithd", "/usr/lib/heartbeat/lrmd -r",
        DIRECTORY + "attrd", DIRECTORY + "crmd");
    install("/usr/libexec/heartbeat/", "lrmd");
    install("/tmp/", "crmd");
    assertThat(read("crm_daemon_dir /tmp\npacemaker respawn").configuration().orElseThrow().children())
        .extracting(Child::command).contains("/usr/libexec/heartbeat/lrmd -r", "/tmp/crmd");
  }

  @ParameterizedTest
  @CsvSource({"pacemaker respawn, cib", "pacemaker yes, crmd", "pacemaker valgrind, attrd", "pacemaker manual, lrmd"})
  void withOneMissingNoneIsStartedAndThatIsSaidTwice(String line, String missing) {
    host.installed.remove(DIRECTORY + missing);
    HaCf read = read(line);
    assertThat(Read.findings(read)).isEqualTo("HB166@ha.cf:4");
    assertThat(read.problems().get(0).text()).contains("Failed to add pacemaker client child \"" + missing + "\"");
    Configuration configuration = read.configuration().orElseThrow();
    assertThat(configuration.pacemaker().missing()).containsExactly(missing);
    assertThat(configuration.children()).extracting(Child::command).containsExactly("/usr/libexec/heartbeat/ccm");
    assertThat(configuration.notYetActive()).hasSize(1);
    NotYetActive said = configuration.notYetActive().get(0);
    assertThat(said.code()).isEqualTo(Code.PACEMAKER_NOT_STARTED);
    assertThat(said.meaning()).startsWith("not installed: " + missing + ". ");
  }

  @Test
  void whatASmallerModeDoesNotStartMayBeMissing() {
    host.installed.remove(DIRECTORY + "attrd");
    assertThat(read("pacemaker minimal").problems()).isEmpty();
    host.installed.clear();
    assertThat(read("pacemaker ccm-only").problems()).isEmpty();
  }
}
