package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.linuxha.heartbeat.problem.Code;

/**
 * A directory of our own for what libraries unpack, mode 0700: native code that lies in the open /tmp,
 * writable by anybody, is a hole in a root daemon. It is in the state directory because /run is often
 * mounted without the right to execute. Emptied at each start, since a killed daemon cleans nothing.
 */
public final class PrivateTmp {
  private static final String PROPERTY = "java.io.tmpdir";

  private final Path path;

  private PrivateTmp(Path path) {
    this.path = path;
  }

  /** Makes it, and makes it the JVM's; must come before the first library looks for one. */
  public static PrivateTmp open(Path stateDirectory) throws StateException {
    Path path = stateDirectory.resolve("tmp");
    try {
      empty(path);
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "make a private directory", e);
    }
    System.setProperty(PROPERTY, path.toString());
    return new PrivateTmp(path);
  }

  /** Removes it with all that is in it. */
  public void remove() throws IOException {
    empty(path);
  }

  private static void empty(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
