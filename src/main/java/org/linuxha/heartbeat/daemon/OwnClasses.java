package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads all of the daemon's classes while its jar is surely the one it was started from. An upgrade or
 * a build may write over the jar of a running daemon; what would be loaded only at the stop, or in an
 * emergency, must not be missing then.
 */
final class OwnClasses {
  private static final Logger LOG = LoggerFactory.getLogger(OwnClasses.class);
  private static final String OURS = "org/linuxha/heartbeat/";
  private static final String TOOLS = OURS + "cli/";
  private static final String SUFFIX = ".class";

  private OwnClasses() {}

  /** Takes a moment of CPU; not for an event loop. */
  static void load() {
    try {
      Path jar = Path.of(OwnClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        return;
      }
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream().map(ZipEntry::getName).filter(OwnClasses::isOurs).forEach(OwnClasses::load);
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      LOG.debug("The daemon's classes are loaded as they are needed", e);
    }
  }

  private static boolean isOurs(String entry) {
    return entry.startsWith(OURS) && entry.endsWith(SUFFIX) && !entry.startsWith(TOOLS);
  }

  private static void load(String entry) {
    String name = entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.');
    try {
      Class.forName(name, false, OwnClasses.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.debug("{} cannot be loaded", name, e);
    }
  }
}
