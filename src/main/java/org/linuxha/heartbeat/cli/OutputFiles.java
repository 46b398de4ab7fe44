package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Code;

/** Files that appear whole or not at all: all are written beside their places first, then renamed. */
final class OutputFiles {
  private record File(byte[] content, boolean secret) {}

  private final Path directory;
  private final Map<Path, File> files = new LinkedHashMap<>();

  OutputFiles(Path directory) {
    this.directory = directory;
  }

  void add(String name, byte[] content, boolean secret) {
    files.put(directory.resolve(name), new File(content, secret));
  }

  Iterable<Path> paths() {
    return files.keySet();
  }

  void write(boolean force) throws CannotAnswer {
    for (Path path : files.keySet()) {
      if (!force && Files.exists(path)) {
        throw new CannotAnswer(Exit.FAILED, Code.CONVERT_TARGET_EXISTS, path + " is there already.");
      }
    }
    Map<Path, Path> beside = new LinkedHashMap<>();
    try {
      Files.createDirectories(directory);
      for (Map.Entry<Path, File> entry : files.entrySet()) {
        File file = entry.getValue();
        // made for the owner alone, before the first byte of a secret is in it
        Path temporary = Files.createTempFile(directory, ".hb", "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        beside.put(entry.getKey(), temporary);
        Files.write(temporary, file.content());
        if (!file.secret()) {
          Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
        }
      }
      for (Map.Entry<Path, Path> entry : beside.entrySet()) {
        Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new CannotAnswer(Exit.FAILED, Code.CONVERT_WRITE_FAILED, "Cannot write to " + directory + ": " + FileTrouble.why(directory, e) + ".");
    } finally {
      for (Path temporary : beside.values()) {
        remove(temporary);
      }
    }
  }

  private static void remove(Path temporary) throws CannotAnswer {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new CannotAnswer(Exit.FAILED, Code.CONVERT_WRITE_FAILED, "Cannot remove " + temporary + ": " + FileTrouble.why(temporary, e) + ".");
    }
  }
}
