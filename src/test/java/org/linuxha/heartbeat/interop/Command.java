package org.linuxha.heartbeat.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one program to its end, never longer than its limit.
 *
 * <p>Output goes through files and not through pipes: a program that leaves a daemon behind would
 * hold a pipe open for as long as the daemon lives.
 */
final class Command {

  /** What became of it. {@code exit} is -1 when the limit was reached and the program killed. */
  record Result(List<String> command, int exit, String out, String err) {

    boolean ok() {
      return exit == 0;
    }

    /** The same result, or an error that shows everything the program said. */
    Result orFail() {
      if (!ok()) {
        throw new AssertionError(this);
      }
      return this;
    }

    @Override
    public String toString() {
      String how = exit == -1 ? "did not end in time" : "ended with " + exit;
      return String.join(" ", command) + " " + how + "\n" + out + err;
    }
  }

  private Command() {}

  static Result run(Duration limit, List<String> command) {
    try {
      File out = File.createTempFile("hb-interop", ".out");
      File err = File.createTempFile("hb-interop", ".err");
      try {
        return run(limit, command, out, err);
      } finally {
        out.delete();
        err.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result run(Duration limit, List<String> command, File out, File err)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out)
            .redirectError(err)
            .start();
    int exit = waitFor(process, limit) ? process.exitValue() : -1;
    if (exit == -1) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Result(List.copyOf(command), exit, text(out.toPath()), text(err.toPath()));
  }

  static boolean waitFor(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    }
  }

  static List<String> join(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** A file as text whatever its bytes are: logs of broken packets are not UTF-8. */
  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
