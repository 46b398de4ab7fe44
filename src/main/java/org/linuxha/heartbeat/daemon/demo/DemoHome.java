package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of one demo, mode 0700, and the lock in it that lives as long as the demo: a
 * directory whose lock nobody holds was left by a demo that was killed, and the next one removes it.
 */
final class DemoHome {
  private static final String PREFIX = "heartbeat-demo-";
  private static final String LOCK = "lock";

  /** What stands below the directory at most: {@code /alice/run/api.sock.new}; a socket's path has 107 bytes. */
  private static final int MAX_LENGTH = 75;

  private final Path path;
  private final FileChannel lock;

  private DemoHome(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the directory below that one, after clearing away what dead demos of this user left there. */
  static DemoHome make(Path parent) throws IOException {
    clear(parent);
    Path path = Files.createTempDirectory(parent, PREFIX);
    if (path.toString().length() > MAX_LENGTH) {
      Files.delete(path);
      throw new IOException("the path " + path + " is too long for sockets below it; set TMPDIR to a shorter one");
    }
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    return new DemoHome(path, channel);
  }

  /** The directories of this user's demos that run now. */
  static List<Path> running(Path parent) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : entries) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && Files.exists(control(each)) && !isAbandoned(each)
            && isOurs(each)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** The socket where a running demo takes orders. */
  static Path control(Path home) {
    return home.resolve("control");
  }

  private static void clear(Path parent) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : entries) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && isAbandoned(each)) {
          try {
            remove(each);
          } catch (IOException stillInUse) {
            // its nodes are just ending; the next demo will remove it
          }
        }
      }
    }
  }

  /** Never another user's, and never one whose demo lives or is just starting: that one has no lock file yet. */
  private static boolean isAbandoned(Path directory) {
    if (!Files.isWritable(directory) || !isOurs(directory)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException unknown) {
      return false;
    }
  }

  private static boolean isOurs(Path directory) {
    try {
      return Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    } catch (IOException gone) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  void remove() throws IOException {
    lock.close();
    remove(path);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      // the lock goes last but for the directory: a removal that is cut short is finished by the next demo
      all.sorted(Comparator.comparing((Path each) -> each.endsWith(LOCK)).thenComparing(Comparator.reverseOrder()))
          .filter(each -> !each.equals(directory))
          .forEach(DemoHome::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.deleteIfExists(directory);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
