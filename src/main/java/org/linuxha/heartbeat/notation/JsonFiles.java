package org.linuxha.heartbeat.notation;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * A heartbeat.json with the file of secrets that it names, read from disk: blocks, so never on an event loop.
 *
 * @param json both in one; present if and only if there is no problem
 * @param places where a pointer stands in whichever of the files has it
 */
public record JsonFiles(Optional<JsonObject> json, List<Problem> problems, SchemaCheck.Places places) {
  /** What the file is called in a directory of configuration. */
  public static final String NAME = "heartbeat.json";

  /** What {@code hb convert} calls the file of secrets. */
  public static final String SECRETS = "heartbeat.secrets.json";

  private static final int PERMISSIONS = 07777;

  public static JsonFiles read(Path file) {
    List<Problem> problems = new ArrayList<>();
    SchemaCheck.Result main = one(file, problems);
    String name = main.json().map(json -> json.getString("secrets")).orElse(null);
    if (name == null) {
      main.json().filter(JsonFiles::isSecret).ifPresent(json -> mode(file, problems));
      return new JsonFiles(problems.isEmpty() ? main.json() : Optional.empty(), List.copyOf(problems), main.places());
    }
    Path other = file.resolveSibling(name);
    SchemaCheck.Result secrets = one(other, problems);
    if (Files.exists(other)) {
      mode(other, problems);
    }
    SchemaCheck.Places places = pointer ->
        secrets.json().isPresent() && secrets.json().get().containsKey(pointer.split("/", 3)[Math.min(1, pointer.length())])
            ? secrets.places().of(pointer) : main.places().of(pointer);
    return new JsonFiles(problems.isEmpty()
        ? Optional.of(ToJson.merged(main.json().orElseThrow(), secrets.json().orElseThrow())) : Optional.empty(),
        List.copyOf(problems), places);
  }

  /** The file of secrets that this JSON names, or would be given; of a JSON that cannot be read, {@link #SECRETS}. */
  public static Path secretsOf(Path file) {
    String name = null;
    try {
      name = new JsonObject(ConfigText.read(file, StandardCharsets.UTF_8)).getString("secrets");
    } catch (IOException | DecodeException | ClassCastException e) {
      // what is wrong with it is told by whoever loads it
    }
    return file.resolveSibling(name == null || name.indexOf('\0') >= 0 ? SECRETS : name);
  }

  private static SchemaCheck.Result one(Path file, List<Problem> problems) {
    try {
      SchemaCheck.Result read = SchemaCheck.read(file.getFileName().toString(), ConfigText.read(file, StandardCharsets.UTF_8));
      problems.addAll(read.problems());
      return read;
    } catch (IOException e) {
      problems.add(new Problem(Code.JSON_UNREADABLE, "",
          "Cannot read " + file + " (" + FileTrouble.why(file, e) + ")."));
      return new SchemaCheck.Result(Optional.empty(), List.of(), pointer -> file.getFileName().toString());
    }
  }

  private static boolean isSecret(JsonObject json) {
    return json.containsKey("keys") || OwnSections.hasSecrets(json)
        || json.getJsonArray("stonith", new io.vertx.core.json.JsonArray()).stream()
            .anyMatch(device -> ((JsonObject) device).containsKey("arguments"));
  }

  private static void mode(Path file, List<Problem> problems) {
    try {
      int mode = (Integer) Files.getAttribute(file, "unix:mode") & PERMISSIONS;
      if (AuthKeysParser.checkMode(file.toString(), mode).isPresent()) {
        problems.add(new Problem(Code.SECRETS_READABLE_BY_OTHERS, file.getFileName().toString(),
            "It holds secrets and has mode " + "%04o".formatted(mode) + ": others may read them."));
      }
    } catch (IOException e) {
      problems.add(new Problem(Code.JSON_UNREADABLE, "", "Cannot see the mode of " + file + "."));
    }
  }
}
