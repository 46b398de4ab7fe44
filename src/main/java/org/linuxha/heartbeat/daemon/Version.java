package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this daemon is and which C daemon it stands for. */
final class Version {
  /** The C daemon whose protocol, files and texts we keep; scripts read it from {@code -V}. */
  static final String HEARTBEAT = "3.0.6";

  static final String NAME = "heartbeat-vertx";

  /** We pass messages of others on (docs/links.md, "Chains and rings"). */
  private static final String RELAY = "relay";

  private Version() {}

  /** Our own version, from the build. */
  static String ours() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/heartbeat-version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** The text of our field in {@code status}: C nodes ignore it, our own kind reads what we can do. */
  static String capabilities() {
    return NAME + "/" + ours() + " " + RELAY;
  }

  /** The line of {@code -V}: three dotted numbers first (upstream-suites.md 1). */
  static String line() {
    return HEARTBEAT + " (" + NAME + " " + ours() + ")";
  }
}
