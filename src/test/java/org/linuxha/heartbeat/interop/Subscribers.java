package org.linuxha.heartbeat.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Many WebSocket subscribers of one event stream, in a process of their own: {@code src/test/c/subscribers.c}, in C, so
 * that what is timed is not the reader.
 */
final class Subscribers implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static Path program;

  private final Process process;
  private final List<long[]> views = Collections.synchronizedList(new ArrayList<>());

  Subscribers(Path socket, int count) throws Exception {
    process = new ProcessBuilder(program().toString(), socket.toString(), Integer.toString(count))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    if (!"ready".equals(lines.readLine())) {
      throw new IOException("the subscribers did not get in");
    }
    Thread thread = new Thread(() -> lines.lines().forEach(line ->
        views.add(Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray())), "subscribers");
    thread.setDaemon(true);
    thread.start();
  }

  private static synchronized Path program() throws IOException {
    if (program == null) {
      Path made = Files.createTempDirectory("hb-subscribers").resolve("subscribers");
      Command.run(LIMIT, List.of("gcc", "-O2", "-o", made.toString(), "src/test/c/subscribers.c")).orFail();
      program = made;
    }
    return program;
  }

  /** Views that came to every subscriber. */
  int views() {
    return views.size();
  }

  /** For each view and subscriber the microseconds from when it was agreed, which is known to the millisecond below. */
  List<Long> lagsMicros() {
    return List.copyOf(views).stream().flatMapToLong(Arrays::stream).boxed().toList();
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
