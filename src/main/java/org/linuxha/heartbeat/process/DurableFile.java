package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file that is either the old one or the new one, whatever happens in between: written
 * beside, synced, renamed over. Modes do not depend on the umask.
 */
final class DurableFile {
  private DurableFile() {}

  /** Writes {@code path} by way of {@code path.tmp}, mode 0644 as the C daemon's state files have. */
  static void write(Path path, byte[] content) throws IOException {
    Path beside = path.resolveSibling(path.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING))) {
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      Files.move(
          beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    syncDirectory(path.toAbsolutePath().getParent());
  }

  /** The rename itself must survive a power cut too: a generation may never go back. */
  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
