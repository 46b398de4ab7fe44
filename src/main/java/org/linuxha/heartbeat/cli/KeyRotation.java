package org.linuxha.heartbeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linuxha.heartbeat.problem.Code;

/**
 * Where a rotation stands, kept beside authkeys until it is over; it holds no key.
 *
 * @param stage the one that was begun last; it may be done on some nodes and not on others
 * @param old the number of the key that signed before
 * @param fresh the number of the new key
 * @param nodes that took part when it began
 */
record KeyRotation(Stage stage, int old, int fresh, List<String> nodes, String began) {
  /** What it is called in the directory of configuration. */
  static final String NAME = "authkeys.rotation";

  /** In this order. */
  enum Stage {
    /** Both keys go to every node; the old one signs. */
    DISTRIBUTE,
    /** The new key signs on all nodes. */
    SWITCH,
    /** The old key goes. */
    RETIRE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static KeyRotation begin(int old, int fresh, List<String> nodes) {
    return new KeyRotation(Stage.DISTRIBUTE, old, fresh, nodes, Instant.now().toString());
  }

  KeyRotation at(Stage next) {
    return new KeyRotation(next, old, fresh, nodes, began);
  }

  /** In a sentence, and what can be done. */
  String sentence() {
    return "A rotation from key " + old + " to key " + fresh + " began at " + began + " with " + String.join(", ", nodes) + " and stands at stage "
        + switch (stage) {
          case DISTRIBUTE -> "distribute: some nodes may have both keys, all sign with key " + old + ". --continue or --back.";
          case SWITCH -> "switch: all have both keys, some may sign with key " + fresh
              + " already (nodes of ours understand both; C nodes only those that sign as they do). --continue or --back, soon.";
          case RETIRE -> "retire: all sign with key " + fresh + ", some may still have key " + old + ". --continue.";
        };
  }

  static Optional<KeyRotation> read(Path config) throws CannotAnswer {
    Path file = config.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonObject json = new JsonObject(Files.readString(file));
      return Optional.of(new KeyRotation(Stage.valueOf(json.getString("stage").toUpperCase(Locale.ROOT)), json.getInteger("old"),
          json.getInteger("new"), json.getJsonArray("nodes").stream().map(String::valueOf).toList(), json.getString("began")));
    } catch (IOException | DecodeException | IllegalArgumentException | NullPointerException | ClassCastException e) {
      throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_IMPOSSIBLE,
          file + " cannot be read. Compare authkeys on all nodes, then remove that file.");
    }
  }

  void write(Path config) throws CannotAnswer {
    OutputFiles files = new OutputFiles(config);
    files.add(NAME, (new JsonObject().put("stage", stage.word()).put("old", old).put("new", fresh)
        .put("nodes", new JsonArray(nodes)).put("began", began).encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8), true);
    files.write(true);
  }

  static void end(Path config) throws CannotAnswer {
    try {
      Files.deleteIfExists(config.resolve(NAME));
    } catch (IOException e) {
      throw new CannotAnswer(Exit.FAILED, Code.CONVERT_WRITE_FAILED, "Cannot remove " + config.resolve(NAME) + ".");
    }
  }
}
