package org.linuxha.heartbeat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/** A log file that is opened anew when somebody has moved or removed it (logrotate). */
final class LogFile implements LineSink {
  private static final long LOOK_NANOS = 1_000_000_000L;

  private static final Set<StandardOpenOption> FILE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);

  /** Opened for reading too, a pipe does not wait for its reader, who may never come. */
  private static final Set<StandardOpenOption> PIPE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path path;
  private FileChannel channel;
  private Object identity;
  private long lastLookNanos;

  LogFile(Path path) {
    this.path = path;
  }

  @Override
  public void write(String lines) throws IOException {
    look();
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void look() throws IOException {
    long now = System.nanoTime();
    if (channel != null && (now - lastLookNanos < LOOK_NANOS || isStillThere())) {
      return;
    }
    lastLookNanos = now;
    if (channel == null || !isStillThere()) {
      close();
      channel = FileChannel.open(path, isPipe() ? PIPE : FILE);
      identity = Files.getAttribute(path, "unix:ino");
    }
  }

  private boolean isPipe() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean isStillThere() throws IOException {
    try {
      return Objects.equals(identity, Files.getAttribute(path, "unix:ino"));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
