package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal says is what the log says: why the next life would not begin. */
@Timeout(60)
class RehearsalTest {
  @TempDir Path directory;

  @Test
  void whatEndsWellIsNoRefusal() throws Exception {
    assertThat(Rehearsal.refusal(List.of("/bin/sh", "-c", "echo a warning"))).isEmpty();
  }

  @Test
  void aRefusalIsWhatItSaidOnOneLineAndNoLongerThanALine() throws Exception {
    assertThat(Rehearsal.refusal(List.of("/bin/sh", "-c", "echo first; echo; echo '  second' >&2; exit 6"))).hasValue("first; second");
    assertThat(Rehearsal.refusal(List.of("/bin/sh", "-c", "exit 3"))).hasValue("it ended with status 3");
    assertThat(Rehearsal.refusal(List.of("/bin/sh", "-c", "yes | head -c 200000; exit 1")).orElseThrow()).hasSize(403);
  }

  @Test
  void aJarThatIsGoneIsNamed() throws Exception {
    Path here = Files.createFile(directory.resolve("here.jar"));
    Path gone = directory.resolve("netty-4.2.jar");
    assertThat(Rehearsal.missing(here.toString())).isEmpty();
    assertThat(Rehearsal.missing(here + ":" + gone)).hasValue(gone);
  }

  @Test
  void aRuntimeThatIsGoneIsAFailureAndNoSilence() {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Rehearsal.refusal(List.of(directory + "/no/java"))))
        .hasMessageContaining("No such file");
  }
}
