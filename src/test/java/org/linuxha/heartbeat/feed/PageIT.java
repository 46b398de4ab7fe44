package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The page in a real browser, and the bridge with the published JavaScript client: {@code src/test/browser/tour.mjs}.
 * It needs Chromium, Node.js and npm, which bin/test installs as root.
 */
@Timeout(420)
class PageIT {
  private static final Path HOME = Path.of(System.getProperty("heartbeat.home", "")).toAbsolutePath();

  @Test
  void thePageShowsWhatHappensAndTheBridgeTellsIt() throws Exception {
    boolean equipped = List.of("chromium", "node", "npm").stream().allMatch(PageIT::isInstalled);
    assumeTrue(equipped || "root".equals(System.getProperty("user.name")), "without Chromium, Node.js and npm");
    assertThat(equipped).as("apt-get install chromium nodejs npm").isTrue();
    Path work = Files.createDirectories(HOME.resolve("target/browser"));
    for (String file : List.of("package.json", "package-lock.json", "tour.mjs")) {
      Files.copy(HOME.resolve("src/test/browser").resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(work.resolve("node_modules/playwright-core"))) {
      run(work, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    }
    assertThat(run(work, "node", "tour.mjs", HOME.resolve("bin/heartbeat").toString())).contains("all seen");
  }

  private static boolean isInstalled(String program) {
    return List.of(System.getenv("PATH").split(":")).stream().anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  private static String run(Path directory, String... command) throws Exception {
    Path output = directory.resolve(command[0] + ".log");
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(400, TimeUnit.SECONDS)).as("in time: " + Files.readString(output)).isTrue();
    } finally {
      process.destroy();
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }
}
