package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One daemon a pid file; what a killed one leaves behind stops nobody. */
class PidFileTest {
  @TempDir Path directory;

  private PidFile file() {
    return new PidFile(directory.resolve("heartbeat.pid"));
  }

  @Test
  void theClaimWritesTenColumnsAndANewline() throws Exception {
    PidFile.Claim claim = file().claim();
    assertThat(claim.isOurs()).isTrue();
    assertThat(Files.readString(file().path()))
        .hasSize(11)
        .isEqualTo(String.format("%10d\n", ProcessHandle.current().pid()));
    claim.held().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no pid\n", "99999999999999999999\n", "-1\n", "         1\n", " 4194305\n"})
  void aFileThatNamesNoLivingHeartbeatIsStale(String content) throws Exception {
    Files.writeString(file().path(), content);
    assertThat(file().running()).isEmpty();
    PidFile.Claim claim = file().claim();
    assertThat(claim.isOurs()).isTrue();
    claim.held().close();
  }

  /** A shell that renames itself stands for the daemon. */
  @Test
  void aLivingProcessCountsOnlyIfItIsAHeartbeat() throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "read go; printf heartbeat > /proc/$$/comm; read end").start();
    try {
      Files.writeString(file().path(), PidFile.format(process.pid()));
      assertThat(file().running()).isEmpty();
      process.outputWriter().append("go\n").flush();
      awaitName(process.pid());
      assertThat(file().running()).hasValue(process.pid());
      PidFile.Claim claim = file().claim();
      assertThat(claim.isOurs()).isFalse();
      assertThat(claim.otherPid()).isEqualTo(process.pid());
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(file().running()).isEmpty();
  }

  private static void awaitName(long pid) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.readString(Path.of("/proc/" + pid + "/comm")).strip().equals("heartbeat")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** A daemon that begins anew in its process, without exec, holds its pid file already. */
  @Test
  void whatThisProcessHoldsItMayClaimAgain() throws Exception {
    PidFile.Claim first = file().claim();
    assertThat(file().claim().isOurs()).isTrue();
    first.held().close();
  }
}
