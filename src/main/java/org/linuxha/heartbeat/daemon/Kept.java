package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.process.HeartbeatProcess;

/**
 * The files a life was configured by. At a restart they lie in the state directory until the next life
 * has begun: should that not begin, it does with these. They hold keys, so nobody else may read them.
 *
 * @param files contents by name
 */
record Kept(Map<String, byte[]> files) {
  private static final Set<String> NAMES = Set.of("ha.cf", "authkeys", "haresources", "nodeinfo");
  private static final String JSON = ".json";

  /** What is not there, or cannot be read, is left out. */
  static Kept of(Path config) {
    Map<String, byte[]> files = new TreeMap<>();
    String secrets = secrets(config);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(config, Files::isRegularFile)) {
      for (Path each : all) {
        String name = each.getFileName().toString();
        if (NAMES.contains(name) || name.endsWith(JSON) || name.equals(secrets)) {
          files.put(name, Files.readAllBytes(each));
        }
      }
    } catch (IOException e) {
      // whether the configuration can be read is the loader's to say
    }
    return new Kept(files);
  }

  /** The file of secrets may have any name, if it lies beside the JSON. */
  private static String secrets(Path config) {
    Path json = config.resolve(JsonFiles.NAME);
    return Files.exists(json) ? String.valueOf(JsonFiles.secretsOf(json).getFileName()) : JsonFiles.SECRETS;
  }

  /** The same with the keys of another: the files with secrets in them. */
  Kept withKeysOf(Kept other) {
    Map<String, byte[]> mixed = new TreeMap<>(files);
    other.files.forEach((name, content) -> {
      if (!name.equals(JsonFiles.NAME) && (name.equals("authkeys") || name.endsWith(JSON) || !NAMES.contains(name))) {
        mixed.put(name, content);
      }
    });
    return new Kept(mixed);
  }

  /** The same with our own sections of another, which stand beside ha.cf: all JSON. */
  Kept withOwnOf(Kept other) {
    Map<String, byte[]> mixed = new TreeMap<>(files);
    mixed.keySet().removeIf(name -> !NAMES.contains(name));
    other.files.forEach((name, content) -> {
      if (!NAMES.contains(name)) {
        mixed.put(name, content);
      }
    });
    return new Kept(mixed);
  }

  static Path in(Path state) {
    return state.resolve("kept");
  }

  /**
   * Replaces what is there.
   *
   * @param program what the next life executes
   */
  void write(Path state, Path program) throws IOException {
    remove(state);
    Path directory = in(state);
    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(path, file.getValue());
    }
    Files.createSymbolicLink(program(state), program);
  }

  /** Where the program has the daemon's name, so that the kernel calls the next life so from its first moment. */
  static Path program(Path state) {
    return in(state).resolve(HeartbeatProcess.NAME);
  }

  static boolean isIn(Path state) {
    return Files.isDirectory(in(state));
  }

  static void remove(Path state) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(in(state))) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (NoSuchFileException nothingKept) {
      return;
    }
    Files.delete(in(state));
  }
}
