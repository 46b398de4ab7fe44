package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher and the options that start nothing (wire.md 13). */
@Timeout(120)
class CommandLineIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("heartbeat.home", ".")).toAbsolutePath().normalize()
          .resolve("bin/heartbeat");

  @TempDir Path directory;

  private TestNode.Result run(String... options) throws Exception {
    return runAs(LAUNCHER, options);
  }

  private TestNode.Result runAs(Path launcher, String... options) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(options));
    return TestNode.execute(directory, Map.of(), command);
  }

  @Test
  void theVersionBeginsWithTheCDaemons() throws Exception {
    TestNode.Result result = run("-V");
    assertThat(result.status()).isZero();
    assertThat(result.out()).matches("3\\.0\\.6 \\(heartbeat-vertx \\d+\\.\\d+\\.\\S+\\)\n");
  }

  @Test
  void theLauncherWorksFromAnywhereAndThroughASymbolicLink() throws Exception {
    Path link = directory.resolve("with space");
    Files.createSymbolicLink(link, LAUNCHER);
    assertThat(runAs(link, "-V").out()).startsWith("3.0.6 ");
  }

  @Test
  void flagsMayBeBundled() throws Exception {
    TestNode.Result result = run("-DW");
    assertThat(result.status()).isZero();
    assertThat(result.out()).startsWith("##Put this output").contains("||[wiki:ha.cf/KeepaliveDirective keepalive]||1000ms||");
    assertThat(run("-ddV").out()).startsWith("3.0.6 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "--bogus", "-C none", "-R -C some", "-rR", "stop", "--http", "--http 1.2.3.4", "--node"})
  void wrongUsageIsTwoWithTheUsageOnStderr(String line) throws Exception {
    TestNode.Result result = run(line.split(" "));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: heartbeat [-dDkMrRsvWlVf] [-C Current-resource-state]");
  }

  @Test
  void helpIsOnStdoutAndNoError() throws Exception {
    TestNode.Result result = run("--help");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("--config-dir", "--state-dir", "heartbeat demo");
  }

  @Test
  void aQuickRestartWithoutADaemonIsSix() throws Exception {
    TestNode.Result result = run("-R", "--run-dir", directory.resolve("run").toString());
    assertThat(result.status()).isEqualTo(6);
    assertThat(result.err()).contains("ERROR: heartbeat is not running.");
  }

  @Test
  void anOldJavaIsNotTaken() throws Exception {
    Path old = Files.createDirectories(directory.resolve("jdk8/bin"));
    Files.writeString(directory.resolve("jdk8/release"), "JAVA_VERSION=\"1.8.0_400\"\n");
    Files.createSymbolicLink(old.resolve("java"), Path.of("/bin/false"));
    TestNode.Result result =
        TestNode.execute(directory, Map.of("JAVA_HOME", directory.resolve("jdk8").toString()),
            List.of(LAUNCHER.toString(), "-V"));
    assertThat(result.out()).startsWith("3.0.6 ");
  }
}
