package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP: files whose time of modification changed are read again (wire.md 13). Wrong keys replace
 * nothing: the daemon goes on with those it has, where the C daemon would end.
 */
final class Rereader {
  private static final Logger LOG = LoggerFactory.getLogger(Rereader.class);

  private final Places places;
  private final ConfigLoader loader;
  private final Consumer<KeyRing> newKeys;
  private FileTime haCfTime;
  private FileTime authKeysTime;

  Rereader(Places places, ConfigLoader loader, Consumer<KeyRing> newKeys) {
    this.places = places;
    this.loader = loader;
    this.newKeys = newKeys;
    haCfTime = time(places.haCf());
    authKeysTime = time(places.authKeys());
  }

  /** Blocks; one call at a time. */
  synchronized void reread() {
    FileTime haCf = time(places.haCf());
    FileTime authKeys = time(places.authKeys());
    boolean keysChanged = !authKeys.equals(authKeysTime);
    boolean configChanged = !haCf.equals(haCfTime);
    haCfTime = haCf;
    authKeysTime = authKeys;
    if (configChanged) {
      Words.say(LOG, Code.RESTART_NEEDED.severity(), Code.RESTART_NEEDED,
          places.haCf() + " has changed; it is not yet applied to a running daemon: restart it.");
    }
    if (keysChanged) {
      keys();
    }
    if (!configChanged && !keysChanged) {
      LOG.info("Configuration unchanged.");
    }
  }

  private void keys() {
    LOG.info("Rereading authentication file.");
    List<Problem> problems = new ArrayList<>();
    Optional<KeyRing> keys = loader.keys(problems);
    problems.forEach(problem -> say(problem));
    if (keys.isPresent()) {
      newKeys.accept(keys.get());
    } else {
      Words.say(LOG, Severity.ERROR, Code.KEYS_KEPT,
          "Authentication configuration error: the daemon goes on with the keys it has.");
    }
  }

  static void say(Problem problem) {
    Words.say(LOG, problem.code().severity(), null, problem.full());
  }

  private static FileTime time(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
