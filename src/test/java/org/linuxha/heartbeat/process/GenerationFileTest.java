package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.problem.Code;

/** The generation counts up over lives, in the C daemon's format (wire.md 7). */
class GenerationFileTest {
  @TempDir Path directory;
  private final List<String> said = new ArrayList<>();

  private long next(long wallSeconds) throws StateException {
    return new GenerationFile(directory)
        .next(wallSeconds, (severity, code, text) -> said.add(severity + " " + text));
  }

  private Path file() {
    return directory.resolve("hb_generation");
  }

  @Test
  void aMissingFileStartsAtTheTimePlusOne() throws Exception {
    assertThat(next(1795333959)).isEqualTo(1795333960);
    assertThat(said).containsExactly("WARN No Previous generation - starting at 1795333960");
    assertThat(file()).hasContent("     1795333960\n");
    assertThat(Files.size(file())).isEqualTo(16);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void eachLifeCountsOneUpWhateverTheClockSays() throws Exception {
    Files.writeString(file(), "     1795333960\n");
    assertThat(next(5)).isEqualTo(1795333961);
    assertThat(next(4_000_000_000L)).isEqualTo(1795333962);
    assertThat(said).isEmpty();
    assertThat(Files.readString(file())).isEqualTo("     1795333962\n");
    assertThat(directory.resolve("hb_generation.tmp")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "garbage", "12x", "-5", "0", "99999999999999999999", "1 2"})
  void anUnparsableFileStartsAtTheTimeAndSaysSo(String content) throws Exception {
    Files.writeString(file(), content);
    assertThat(next(1000)).isEqualTo(1001);
    assertThat(said).containsExactly("WARN BROKEN previous generation - starting at 1001");
  }

  @Test
  void aFileThatCannotBeWrittenIsAProblemWithPathAndReason() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> new GenerationFile(missing).next(1, (s, c, t) -> {}))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(Code.STATE_FILE_UNUSABLE);
              assertThat(e.problem().sentence())
                  .isEqualTo(
                      missing + "/hb_generation: Cannot write the generation: No such file or directory.");
            });
  }
}
