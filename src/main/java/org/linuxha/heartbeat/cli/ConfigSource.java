package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.SchemaCheck;
import org.linuxha.heartbeat.notation.ToJson;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** The configuration that a path names: a directory, an ha.cf, or a JSON file. */
final class ConfigSource {
  private static final int PERMISSIONS = 07777;

  private ConfigSource() {}

  /** True if that path is, or holds, JSON and no ha.cf. */
  static boolean isJson(Path path) {
    return path.toString().endsWith(".json")
        || Files.isDirectory(path) && !Files.exists(path.resolve("ha.cf")) && Files.exists(path.resolve("heartbeat.json"));
  }

  /** ha.cf and the two files beside it; keys are bytes, all else UTF-8 if it is that. */
  static ConfigFiles files(Path path) throws CannotAnswer {
    Path haCf = Files.isDirectory(path) ? path.resolve("ha.cf") : path;
    return new ConfigFiles(text(bytes(haCf)), optional(haCf.resolveSibling("authkeys"))
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)),
        optional(haCf.resolveSibling("haresources")).map(ConfigSource::text));
  }

  /** The permissions of authkeys beside that ha.cf, if there is one. */
  static Optional<Integer> modeOfKeys(Path path) throws CannotAnswer {
    Path keys = (Files.isDirectory(path) ? path.resolve("ha.cf") : path).resolveSibling("authkeys");
    return Files.exists(keys) ? Optional.of(mode(keys)) : Optional.empty();
  }

  /** A JSON file and its secrets in one; problems instead if it has any. */
  static Optional<JsonObject> json(Path path, List<Problem> problems) throws CannotAnswer {
    Path file = Files.isDirectory(path) ? path.resolve("heartbeat.json") : path;
    SchemaCheck.Result main = SchemaCheck.read(file.getFileName().toString(), text(bytes(file)));
    problems.addAll(main.problems());
    String name = main.json().map(json -> json.getString("secrets")).orElse(null);
    if (name == null) {
      main.json().filter(json -> json.containsKey("keys")).ifPresent(json -> mode(file, problems));
      return main.json();
    }
    Path other = file.resolveSibling(name);
    SchemaCheck.Result secrets = SchemaCheck.read(other.getFileName().toString(), text(bytes(other)));
    problems.addAll(secrets.problems());
    mode(other, problems);
    List<JsonObject> both = new ArrayList<>();
    main.json().ifPresent(both::add);
    secrets.json().ifPresent(both::add);
    return both.size() == 2 ? Optional.of(ToJson.merged(both.get(0), both.get(1))) : Optional.empty();
  }

  private static void mode(Path file, List<Problem> problems) {
    try {
      int mode = mode(file);
      if (AuthKeysParser.checkMode(file.toString(), mode).isPresent()) {
        problems.add(new Problem(Code.SECRETS_READABLE_BY_OTHERS, file.getFileName().toString(),
            "It holds keys and has mode " + "%04o".formatted(mode) + ": others may read them."));
      }
    } catch (CannotAnswer e) {
      problems.add(new Problem(Code.JSON_UNREADABLE, file.toString(), e.getMessage()));
    }
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
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw missing(path, e);
    }
  }

  private static CannotAnswer missing(Path path, IOException e) {
    return new CannotAnswer(Exit.FAILED, Code.CONVERT_SOURCE_MISSING,
        "Cannot read " + path + " (" + e.getClass().getSimpleName().replaceFirst("Exception$", "") + ").");
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
