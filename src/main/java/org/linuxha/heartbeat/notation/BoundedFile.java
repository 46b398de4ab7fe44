package org.linuxha.heartbeat.notation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.linuxha.heartbeat.bus.PlainFile;

/**
 * The content of a file that somebody names, with a bound. What is no file is not even opened ({@link PlainFile}).
 */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * All of it. What a shell hands over ({@code <(...)}, which is {@code /dev/fd/63}) is open already, and is read.
   *
   * @throws IOException if it cannot be read, is a pipe or a device other than {@code /dev/null}, or has more bytes: its text is the end of a sentence
   */
  public static byte[] read(Path file, int mostBytes) throws IOException {
    if (!isHandedOver(file) && Files.exists(file)) {
      PlainFile.demand(file);
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(mostBytes + 1);
    }
    if (content.length > mostBytes) {
      throw new IOException("it has more than " + (mostBytes % (1024 * 1024) == 0 ? mostBytes / 1024 / 1024 + " MiB" : mostBytes + " bytes"));
    }
    return content;
  }

  private static boolean isHandedOver(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith("/dev/fd") || absolute.startsWith("/proc/self/fd") || absolute.equals(Path.of("/dev/stdin"));
  }
}
