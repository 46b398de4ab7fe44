package org.linuxha.heartbeat.setup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.NotYetActive;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.config.hacf.HaCf;
import org.linuxha.heartbeat.config.hacf.HaCfParser;
import org.linuxha.heartbeat.config.hacf.HaResources;
import org.linuxha.heartbeat.config.hacf.HaResourcesParser;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.FromJson;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.notation.OwnFile;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Reads a directory that has heartbeat.json and no ha.cf. What it means is what the ha.cf made of it means;
 * problems are told at the place in the JSON.
 */
final class JsonLoader {
  private final Places places;
  private final Environment environment;
  private final ConfigLoader beside;

  /** @param beside reads authkeys, if the JSON has no keys */
  JsonLoader(Places places, Environment environment, ConfigLoader beside) {
    this.places = places;
    this.environment = environment;
    this.beside = beside;
  }

  Loaded load(String node, boolean noResources, Optional<HttpAddress> http) {
    JsonFiles read = JsonFiles.read(places.json());
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.json().isEmpty()) {
      return new Loaded(Optional.empty(), Optional.empty(), null, OwnSettings.NONE, problems);
    }
    FromJson made = new FromJson(read.json().get());
    ConfigFiles files = made.files();
    String bytes = new String(files.haCf().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    HaCf haCf = HaCfParser.parse(new HaCfParser.Input("ha.cf", bytes, node, noResources), environment);
    haCf.problems().forEach(problem -> problems.add(made.placed(problem, read.places())));
    Optional<Configuration> configuration = haCf.configuration().map(c -> c.withNotYetActive(
        c.notYetActive().stream()
            .map(one -> new NotYetActive(one.directive(), made.place(one.place(), read.places()), one.meaning(), one.code())).toList()));
    Optional<KeyRing> keys = files.authkeys().isPresent()
        ? keys(files.authkeys().get(), made, read, problems) : beside.keys(problems);
    String resources = configuration.map(c -> resources(c, files, made, read, problems)).orElse(null);
    OwnSettings settings = new OwnLoader(Optional.of(OwnFile.of(read.json().get(), read.places())), http)
        .settings(configuration, problems);
    return new Loaded(configuration, keys, resources, settings, problems);
  }

  private static Optional<KeyRing> keys(String text, FromJson made, JsonFiles read, List<Problem> problems) {
    AuthKeys keys = AuthKeysParser.parse("authkeys", text);
    keys.problems().forEach(problem -> problems.add(made.placed(problem, read.places())));
    return keys.ring();
  }

  /** Why this node takes no resources though the file names some; null if it names none. */
  private static String resources(
      Configuration configuration, ConfigFiles files, FromJson made, JsonFiles read, List<Problem> problems) {
    if (!configuration.cluster().resourceMode()) {
      return null;
    }
    HaResources resources = HaResourcesParser.read("haresources", files.haresources().or(() -> Optional.of("")), configuration);
    resources.problems().forEach(problem -> problems.add(made.placed(problem, read.places())));
    return resources.problems().stream().filter(problem -> problem.code() == Code.HARESOURCES_NOT_TAKEN)
        .map(Problem::text).findFirst().orElse(null);
  }
}
