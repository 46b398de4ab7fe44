package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.notation.BoundedFile;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.notation.OwnFile;
import org.linuxha.heartbeat.notation.OwnSections;
import org.linuxha.heartbeat.notation.ToJson;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.setup.Loaded;

/** The configuration that a path names: a directory, an ha.cf, or a JSON file. */
final class ConfigSource {
  private static final int PERMISSIONS = 07777;

  private ConfigSource() {}

  /** True if that path is, or holds, JSON and no ha.cf. */
  static boolean isJson(Path path) {
    return path.toString().endsWith(".json")
        || Files.isDirectory(path) && !Files.exists(path.resolve("ha.cf")) && Files.exists(path.resolve("heartbeat.json"));
  }

  private static Path haCf(Path path) {
    return Files.isDirectory(path) ? path.resolve("ha.cf") : path;
  }

  /** ha.cf and the two files beside it; keys are bytes, all else UTF-8 if it is that. */
  static ConfigFiles files(Path path) throws CannotAnswer {
    Path haCf = haCf(path);
    return new ConfigFiles(text(bytes(haCf)), optional(haCf.resolveSibling("authkeys"))
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)),
        optional(haCf.resolveSibling("haresources")).map(ConfigSource::text));
  }

  /** A file of another system. */
  static String text(Path path) throws CannotAnswer {
    return text(bytes(path));
  }

  /** The permissions of authkeys beside that ha.cf, if there is one. */
  static Optional<Integer> modeOfKeys(Path path) throws CannotAnswer {
    Path keys = haCf(path).resolveSibling("authkeys");
    return Files.exists(keys) ? Optional.of(mode(keys)) : Optional.empty();
  }

  /** A JSON file and its secrets. */
  static JsonFiles json(Path path) {
    return JsonFiles.read(Files.isDirectory(path) ? path.resolve(JsonFiles.NAME) : path);
  }

  /**
   * Our own sections beside that ha.cf.
   *
   * @param warnings takes what else stands there, which has no effect
   * @throws CannotAnswer if what stands beside it cannot be read, or is wrong
   */
  static JsonObject own(Path path, List<Problem> warnings) throws CannotAnswer {
    Optional<OwnFile> file = OwnFile.beside(haCf(path));
    if (file.isEmpty()) {
      return new JsonObject();
    }
    String errors = file.get().problems().stream().filter(Loaded::isError).map(Problem::full).collect(Collectors.joining("\n"));
    if (!errors.isEmpty()) {
      throw new CannotAnswer(Exit.FAILED, errors);
    }
    warnings.addAll(file.get().problems());
    return OwnSections.of(file.get().json());
  }

  /** As JSON, whatever notation it is in; empty if that cannot be read as JSON. */
  static JsonObject asJson(Path path) throws CannotAnswer {
    return isJson(path) ? json(path).json().orElse(new JsonObject()) : ToJson.of(files(path)).main();
  }

  private static int mode(Path file) throws CannotAnswer {
    try {
      return (Integer) Files.getAttribute(file, "unix:mode") & PERMISSIONS;
    } catch (IOException e) {
      throw missing(file, e);
    }
  }

  private static Optional<byte[]> optional(Path path) throws CannotAnswer {
    return Files.exists(path) ? Optional.of(bytes(path)) : Optional.empty();
  }

  private static byte[] bytes(Path path) throws CannotAnswer {
    try {
      return BoundedFile.read(path, ConfigText.MOST_BYTES);
    } catch (IOException e) {
      throw missing(path, e);
    }
  }

  private static CannotAnswer missing(Path path, IOException e) {
    return new CannotAnswer(Exit.FAILED, Code.CONVERT_SOURCE_MISSING,
        "Cannot read " + path + " (" + FileTrouble.why(path, e) + ").");
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
