package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program with the C library, libhbclient, that keeps what the library hands it: {@code libhbclient.py}. */
final class CLibrary implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/resources/interop/libhbclient.py").toAbsolutePath();

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  CLibrary(Host host, String service, int send) throws IOException {
    process = new ProcessBuilder(Command.join(host.namespace().enter(),
        List.of("/usr/bin/python3", SCRIPT.toString(), service, Integer.toString(send))))
        .redirectError(host.home().resolve("libhbclient.err").toFile()).start();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    assertThat(reader.readLine()).as("the library signs on").isEqualTo("ready");
    Thread thread = new Thread(() -> read(reader), "libhbclient-" + host.name());
    thread.setDaemon(true);
    thread.start();
  }

  private void read(BufferedReader reader) {
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers that came from that node so far, in the order the library gave them out. */
  List<Integer> from(String node) {
    return List.copyOf(lines).stream().filter(line -> line.startsWith(node + " "))
        .map(line -> Integer.valueOf(line.substring(node.length() + 1))).toList();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
