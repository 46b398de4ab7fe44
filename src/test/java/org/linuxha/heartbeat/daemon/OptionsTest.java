package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line of the C daemon and our long options (wire.md 13). */
class OptionsTest {
  private static final Path HERE = Path.of("/home/me");

  private static Options parse(String line) {
    return new Options(
        new CommandLine(Options.spec()).parseArgs(line.isEmpty() ? new String[0] : line.split(" ")));
  }

  @Test
  void withoutOptionsEverythingIsWhereTheCDaemonHasIt() {
    assertThat(parse("").places(Map.of(), HERE))
        .isEqualTo(
            new Places(
                Path.of("/etc/ha.d"), Path.of("/run/heartbeat"), Path.of("/var/lib/heartbeat"),
                Path.of("/run/heartbeat.pid")));
  }

  @Test
  void aRunDirectoryOfOnesOwnHoldsThePidFileToo() {
    assertThat(parse("--run-dir run").places(Map.of(), HERE).pidFile())
        .isEqualTo(Path.of("/home/me/run/heartbeat.pid"));
    assertThat(parse("--run-dir /run/heartbeat/").places(Map.of(), HERE).pidFile())
        .isEqualTo(Path.of("/run/heartbeat.pid"));
  }

  @Test
  void theOptionBeatsHaDirWhichBeatsTheDefault() {
    Map<String, String> environment = Map.of("HA_DIR", "/opt/ha.d");
    assertThat(parse("").places(environment, HERE).config()).isEqualTo(Path.of("/opt/ha.d"));
    assertThat(parse("--config-dir ../x").places(environment, HERE).config())
        .isEqualTo(Path.of("/home/x"));
  }

  @Test
  void flagsBundleAndDebugRepeats() {
    Options options = parse("-ddfMlv -d");
    assertThat(options.debugLevel()).isEqualTo(3);
    assertThat(options.foreground && options.noResources && options.noRealtime && options.verbose)
        .isTrue();
    assertThat(parse("-DW").defaults && parse("-DW").wiki).isTrue();
  }

  @Test
  void httpIsAnAddressOrOff() {
    assertThat(parse("").http).isEmpty();
    assertThat(parse("--http off").http).hasValue(HttpAddress.OFF);
    assertThatThrownBy(() -> parse("--http 192.0.2.1")).isInstanceOf(ParameterException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-C local", "-R -C some", "-rR", "-r -R -C all"})
  void combinationsThatMakeNoSenseAreNamed(String line) {
    assertThat(Usage.complaint(parse(line))).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-r", "-R", "-RC foreign", "-R -C all", "-W", "-kr"})
  void whatTheCDaemonTakesIsTaken(String line) {
    assertThat(Usage.complaint(parse(line))).isNull();
  }
}
