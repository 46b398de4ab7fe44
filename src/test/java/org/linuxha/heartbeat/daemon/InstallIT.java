package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/install.md step by step, on a machine that is an overlay of this one in namespaces of its own:
 * install, the C package's init script and unit unchanged, our own unit, reload, uninstall.
 */
@Timeout(value = 9, unit = TimeUnit.MINUTES)
class InstallIT {
  private static final Path HOME =
      Path.of(System.getProperty("heartbeat.home", ".")).toAbsolutePath().normalize();
  private static final Path SCRIPTS = Path.of("src/test/resources/install").toAbsolutePath();

  @Test
  void everyStepOfTheGuideWorks(@TempDir Path directory) throws IOException, InterruptedException {
    assumeThat(Files.isWritable(Path.of("/usr"))).as("this is root").isTrue();
    assumeThat(Files.exists(Path.of("/usr/libexec/heartbeat/heartbeat"))).as("the C daemon is installed").isTrue();
    // builds it, if it is not
    TestNode.execute(directory, Map.of(), List.of(HOME.resolve("bin/hb").toString(), "--version"));
    Path said = directory.resolve("said");
    Process machine =
        new ProcessBuilder(SCRIPTS.resolve("machine").toString(), HOME.toString(), SCRIPTS.resolve("steps").toString())
            .redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = machine.waitFor(8, TimeUnit.MINUTES);
    machine.destroyForcibly();
    String text = Files.readString(said);
    assertThat(ended && machine.exitValue() == 0).as(text).isTrue();
    assertThat(text).endsWith("0 failures\n").doesNotContain("FAIL");
  }
}
