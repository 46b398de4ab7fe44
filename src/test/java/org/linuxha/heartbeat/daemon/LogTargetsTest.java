package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.config.LoggingSettings;

/** Where the errors of a configuration go that is wrong, whatever stands in its files. */
class LogTargetsTest {
  @TempDir Path directory;

  private Path image(String name) throws IOException {
    Path file = directory.resolve(name);
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(3L << 30);
    }
    return file;
  }

  @Test
  void theFormOfAWrongFileIsFound() throws IOException {
    Path file = Files.writeString(directory.resolve("heartbeat.json"), "{\"logging\": {\"format\" : \"json\"}, nonsense");
    assertThat(LogTargets.guess(LoggingSettings.DEFAULT, file).json()).isTrue();
  }

  /** They are told in a sentence by whoever loads them; the guess must not end the start before that. */
  @Test
  void filesOfAnySizeAreNoReasonToEnd() throws IOException {
    assertThat(LogTargets.guess(LoggingSettings.DEFAULT, image("heartbeat.json"))).isEqualTo(LoggingSettings.DEFAULT);
    assertThat(LogTargets.guess(image("ha.cf"), "alice").logfile()).isNull();
  }
}
