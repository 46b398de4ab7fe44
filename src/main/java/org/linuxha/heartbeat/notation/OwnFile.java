package org.linuxha.heartbeat.notation;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Our own sections of a heartbeat.json, as a daemon reads them.
 *
 * @param json the whole document; empty if it cannot be read or does not fit its schema
 * @param places where a pointer stands in it
 * @param settings {@link OwnSettings#NONE} if there is no document
 * @param problems warnings, and errors, after which the rest is not to be used
 */
public record OwnFile(JsonObject json, SchemaCheck.Places places, OwnSettings settings, List<Problem> problems) {
  public OwnFile {
    problems = List.copyOf(problems);
  }

  /**
   * That beside an ha.cf, or nothing if there is none; what else it holds, which has no effect there, is warned of. Blocks.
   */
  public static Optional<OwnFile> beside(Path haCf) {
    Path file = haCf.resolveSibling(JsonFiles.NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonFiles read = JsonFiles.read(file);
    if (read.json().isEmpty()) {
      return Optional.of(new OwnFile(new JsonObject(), read.places(), OwnSettings.NONE, read.problems()));
    }
    List<Problem> problems = new ArrayList<>(OwnSections.twice(read.json().get(), read.places(), text(haCf)));
    return Optional.of(of(read.json().get(), read.places(), problems));
  }

  /** @param json fits the schema */
  public static OwnFile of(JsonObject json, SchemaCheck.Places places) {
    return of(json, places, new ArrayList<>());
  }

  private static OwnFile of(JsonObject json, SchemaCheck.Places places, List<Problem> problems) {
    OwnSettings settings = OwnSections.settings(json, places, problems);
    return new OwnFile(json, places, settings, problems);
  }

  private static String text(Path haCf) {
    try {
      return ConfigText.read(haCf, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // whoever reads it for its own sake says so
    }
  }
}
