package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whether a crash leaves a core is what the limits of the process say (docs/plumbing.md). */
@Timeout(240)
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class CoreDumpIT {
  @TempDir Path directory;

  @Test
  void theLimitThatTheDaemonWasStartedWithHoldsForIt() throws Exception {
    for (String limit : List.of("0", "unlimited", "4194304")) {
      Path place = Files.createDirectory(directory.resolve(limit));
      try (TestNode node = new TestNode("alice", place, TestNode.link(), "alice")) {
        assertThat(node.heartbeatVia("prlimit", "--core=" + limit, "--").status()).isZero();
        assertThat(Files.readAllLines(Path.of("/proc/" + node.pid() + "/limits")))
            .anyMatch(line -> line.matches("Max core file size +" + limit + " +" + limit + " .*"));
        assertThat(node.heartbeat("-k").status()).isZero();
      }
    }
  }
}
