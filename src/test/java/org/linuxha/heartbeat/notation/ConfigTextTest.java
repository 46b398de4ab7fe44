package org.linuxha.heartbeat.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Files of configuration of any size. */
class ConfigTextTest {
  @TempDir Path directory;

  private Path sparse(String name, long bytes) throws IOException {
    Path file = directory.resolve(name);
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    return file;
  }

  @Test
  void whatIsNoLargerThanTheBoundIsRead() throws IOException {
    assertThat(ConfigText.read(Files.writeString(directory.resolve("ha.cf"), "node älice\n"), StandardCharsets.UTF_8))
        .isEqualTo("node älice\n");
    assertThat(ConfigText.read(sparse("full", ConfigText.MOST_BYTES), StandardCharsets.ISO_8859_1)).hasSize(ConfigText.MOST_BYTES);
  }

  @Test
  void whatIsLargerIsRefused() throws IOException {
    Path larger = sparse("larger", ConfigText.MOST_BYTES + 1L);
    Path image = sparse("image", 3L << 30);
    for (Path file : List.of(larger, image)) {
      assertThatThrownBy(() -> ConfigText.read(file, StandardCharsets.ISO_8859_1))
          .isInstanceOf(IOException.class).hasMessage("it has more than 8 MiB");
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeThatNobodyWritesToAndADeviceAreToldAndNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path named = Files.createSymbolicLink(directory.resolve("heartbeat.json"), pipe);
    for (Path file : List.of(pipe, named, Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> ConfigText.read(file, StandardCharsets.ISO_8859_1))
          .isInstanceOf(IOException.class).hasMessage("it is a pipe, a socket or a device, and no file");
    }
    assertThat(JsonFiles.read(named).problems().get(0).text()).endsWith("heartbeat.json (it is a pipe, a socket or a device, and no file).");
  }

  @Test
  void whatIsLinkedToNothingIsEmpty() throws IOException {
    Path masked = Files.createSymbolicLink(directory.resolve("haresources"), Path.of("/dev/null"));
    for (Path file : List.of(masked, Path.of("/dev/null"))) {
      assertThat(ConfigText.read(file, StandardCharsets.UTF_8)).isEmpty();
    }
    Files.delete(masked);
  }

  @Test
  void whatAShellHandsOverIsRead() throws IOException {
    Path file = Files.writeString(directory.resolve("open"), "node alice\n");
    try (FileInputStream open = new FileInputStream(file.toFile()); Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      Path handed = all.filter(fd -> file.equals(target(fd))).findFirst().orElseThrow();
      assertThat(ConfigText.read(Path.of("/dev/fd").resolve(handed.getFileName()), StandardCharsets.UTF_8)).isEqualTo("node alice\n");
      assertThat(open.getFD().valid()).isTrue();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException closed) {
      return null;
    }
  }

  @Test
  void wrongOctetsAreNoText() throws IOException {
    Path file = Files.write(directory.resolve("wrong"), new byte[] {'{', (byte) 0xff, '}'});
    assertThatThrownBy(() -> ConfigText.read(file, StandardCharsets.UTF_8)).isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void aJsonThatIsADiskImageIsToldInASentence() throws IOException {
    JsonFiles read = JsonFiles.read(sparse("heartbeat.json", 3L << 30));
    assertThat(read.problems()).extracting(Problem::code).containsExactly(Code.JSON_UNREADABLE);
    assertThat(read.problems().get(0).text()).contains("heartbeat.json (it has more than 8 MiB)");
  }
}
