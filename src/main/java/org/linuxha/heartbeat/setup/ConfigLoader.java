package org.linuxha.heartbeat.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.config.hacf.HaCf;
import org.linuxha.heartbeat.config.hacf.HaCfParser;
import org.linuxha.heartbeat.config.hacf.HaResourcesParser;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.notation.OwnFile;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Reads the configuration directory; every problem of every file comes in one go. */
public final class ConfigLoader {
  private static final String HA_CF = "ha.cf";

  private final Places places;
  private final Environment environment;

  public ConfigLoader(Places places, Environment environment) {
    this.places = places;
    this.environment = environment;
  }

  /**
   * @param node this node's name
   * @param noResources the option -M
   * @param http the option --http, which counts more than the files
   */
  public Loaded load(String node, boolean noResources, Optional<HttpAddress> http) {
    if (places.isJson()) {
      return new JsonLoader(places, environment, this).load(node, noResources, http);
    }
    List<Problem> problems = new ArrayList<>();
    Optional<Configuration> configuration = haCf(node, noResources, problems);
    Optional<KeyRing> keys = keys(problems);
    String resources =
        configuration.map(read -> resources(read, problems)).orElse(null);
    OwnSettings settings = new OwnLoader(OwnFile.beside(places.haCf()), http).settings(configuration, problems);
    return new Loaded(configuration, keys, resources, settings, problems);
  }

  private Optional<Configuration> haCf(String node, boolean noResources, List<Problem> problems) {
    Optional<String> text = read(places.haCf(), Code.HA_CF_UNREADABLE, "config file", problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    HaCf read =
        HaCfParser.parse(
            new HaCfParser.Input(HA_CF, text.get(), node, noResources),
            environment);
    problems.addAll(read.problems());
    return read.configuration();
  }

  /** The keys alone, as SIGHUP wants them. */
  public Optional<KeyRing> keys(List<Problem> problems) {
    Path path = places.authKeys();
    Optional<String> text = read(path, Code.AUTHKEYS_UNREADABLE, "keyfile", problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Problem> mode = mode(path);
    mode.ifPresent(problems::add);
    AuthKeys read = AuthKeysParser.parse(path.toString(), text.get());
    problems.addAll(read.problems());
    return mode.isPresent() ? Optional.empty() : read.ring();
  }

  private static Optional<Problem> mode(Path path) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      return AuthKeysParser.checkMode(path.toString(), mode & 07777);
    } catch (IOException e) {
      return Optional.of(unreadable(path, Code.AUTHKEYS_UNREADABLE, "keyfile", e));
    }
  }

  /** Why this node takes no resources though haresources names some; null if it names none. */
  private String resources(Configuration configuration, List<Problem> problems) {
    Path path = places.haResources();
    Optional<String> text = Optional.empty();
    try {
      text = Optional.of(ConfigText.read(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      // whether it must exist is the parser's to say
    } catch (IOException e) {
      problems.add(unreadable(path, Code.HARESOURCES_MISSING, "resources file", e));
      return null;
    }
    List<Problem> found = HaResourcesParser.read(path.toString(), text, configuration).problems();
    problems.addAll(found);
    return found.stream()
        .filter(problem -> problem.code() == Code.HARESOURCES_NOT_TAKEN)
        .map(Problem::text)
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> read(Path path, Code code, String what, List<Problem> problems) {
    try {
      return Optional.of(ConfigText.read(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      problems.add(unreadable(path, code, what, e));
      return Optional.empty();
    }
  }

  private static Problem unreadable(Path path, Code code, String what, IOException cause) {
    String reason =
        cause instanceof NoSuchFileException
            ? "No such file or directory"
            : cause instanceof AccessDeniedException ? "Permission denied" : Cause.of(cause);
    return new Problem(code, "", "Cannot open " + what + " [" + path + "]: " + reason + ".");
  }
}
