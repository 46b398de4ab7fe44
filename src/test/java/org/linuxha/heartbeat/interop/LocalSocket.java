package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Unix socket of a host under a path short enough for the kernel's limit of 107 bytes. */
final class LocalSocket implements AutoCloseable {
  private final Path directory;

  LocalSocket() {
    try {
      directory = Files.createTempDirectory("hbs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A short path to a file of the host's {@code /run/heartbeat}. */
  Path of(Host host, String file) {
    Path link = directory.resolve("run");
    try {
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, host.home().resolve("run/heartbeat").toAbsolutePath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return link.resolve(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve("run"));
    Files.deleteIfExists(directory);
  }
}
