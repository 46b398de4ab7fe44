package org.linuxha.heartbeat.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A running {@code tcpdump} on one switch. It sees every frame, also those a host then drops. */
final class Capture implements AutoCloseable {

  private final Process process;
  private final Path file;

  private Capture(Process process, Path file) {
    this.process = process;
    this.file = file;
  }

  static Capture start(Namespace switches, String device, Path file) {
    Path said = file.resolveSibling(file.getFileName() + ".err");
    Process process =
        switches.start(
            said,
            List.of("tcpdump", "-n", "-U", "--immediate-mode", "-Z", "root", "-i", device,
                "-w", file.toString()));
    Await.that("tcpdump listens on " + device, Duration.ofSeconds(20),
        () -> Command.text(said).contains("listening on") && Files.exists(file),
        () -> Command.text(said));
    return new Capture(process, file);
  }

  Path file() {
    return file;
  }

  /** What was recorded so far, as Latin-1 text: messages are readable in it. */
  String text() {
    return Command.text(file);
  }

  /** Ends the recording in order, so that the file is whole. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    if (!Command.waitFor(process, Duration.ofSeconds(5))) {
      process.destroyForcibly();
    }
  }
}
