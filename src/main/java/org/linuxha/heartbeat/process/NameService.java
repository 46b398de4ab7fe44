package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks the C library's name service through {@code getent}, for users that are in no file. Blocks.
 */
final class NameService {
  private static final long PATIENCE_SECONDS = 10;

  private NameService() {}

  /** True if that database (passwd, group) has an entry of that name. */
  static boolean knows(String database, String name) {
    try {
      Process process = new ProcessBuilder(RealTime.normally(List.of("getent", database, "--", name)))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no getent: the files have the last word
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The line of that entry, in the form of the file of that name in /etc; empty if there is none. */
  static Optional<String> entry(String database, String name) {
    try {
      Process process = new ProcessBuilder(RealTime.normally(List.of("getent", database, "--", name)))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).lines().findFirst();
    } catch (IOException e) {
      return Optional.empty(); // no getent: the files have the last word
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
