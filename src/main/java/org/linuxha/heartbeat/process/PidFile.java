package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;
import org.linuxha.heartbeat.problem.Code;

/**
 * The pid file: ten columns and a newline, left in place at the end as the C daemon does (wire.md 7).
 * Whoever runs also holds a lock on it, so that of two daemons started in one moment one wins.
 */
public final class PidFile {
  private final Path path;

  public PidFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  public boolean exists() {
    return Files.exists(path);
  }

  /** The living daemon this file names; empty without file, with a stale one, or with nonsense in it. */
  public OptionalLong running() throws StateException {
    try {
      return living(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new StateException(Code.PID_FILE_UNUSABLE, path, "read the pid file", e);
    }
  }

  private static OptionalLong living(String content) {
    String digits = content.strip();
    if (!digits.matches("[0-9]{1,10}")) {
      return OptionalLong.empty();
    }
    long pid = Long.parseLong(digits);
    boolean other = pid != ProcessHandle.current().pid();
    return other && new HeartbeatProcess(pid).isAlive() ? OptionalLong.of(pid) : OptionalLong.empty();
  }

  /** Makes this process the daemon of this file, or says who is. */
  public Claim claim() throws StateException {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
      FileLock lock = channel.tryLock();
      OptionalLong other = living(read(channel));
      if (lock == null || other.isPresent()) {
        channel.close();
        return new Claim(null, other.orElse(0));
      }
      write(channel, ProcessHandle.current().pid());
      return new Claim(channel, 0);
    } catch (OverlappingFileLockException ours) {
      // an earlier life of this process holds it, and closing any channel of the file would give it back
      return new Claim(channel, 0);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StateException(Code.PID_FILE_UNUSABLE, path, "write the pid file", e);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
  }

  private void write(FileChannel channel, long pid) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(format(pid).getBytes(StandardCharsets.US_ASCII)), 0);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
  }

  static String format(long pid) {
    return String.format("%10d\n", pid);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // the failure that brought us here is the one to report
    }
  }

  /**
   * The answer to {@link #claim}. The lock lives as long as the process; nothing need give it back.
   *
   * @param held the locked file; null if another daemon has it
   * @param otherPid the other daemon's pid; 0 if unknown (it has locked the file and not yet written)
   */
  public record Claim(FileChannel held, long otherPid) {
    public boolean isOurs() {
      return held != null;
    }
  }
}
