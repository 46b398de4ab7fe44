package org.linuxha.heartbeat.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Whether a path may be opened at all: a pipe that nobody writes to holds up whoever tries, and nothing can stop a thread that does. */
public final class PlainFile {
  /** Whoever links a file to it wants an empty one. */
  private static final Path NOTHING = Path.of("/dev/null");

  private PlainFile() {}

  /**
   * Returns if that is a file, a directory, or {@code /dev/null}.
   *
   * @throws IOException if it is a pipe, a socket or another device, or there is no such file; of the former the text is the end of a sentence
   */
  public static void demand(Path path) throws IOException {
    if (Files.readAttributes(path, BasicFileAttributes.class).isOther() && !Files.isSameFile(path, NOTHING)) {
      throw new IOException("it is a pipe, a socket or a device, and no file");
    }
  }
}
