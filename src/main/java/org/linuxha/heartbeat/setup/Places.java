package org.linuxha.heartbeat.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.notation.JsonFiles;

/**
 * Where everything is.
 *
 * @param config ha.cf, authkeys, haresources, nodeinfo
 * @param run the sockets
 * @param state uuid, generation, host cache
 * @param pidFile {@code /run/heartbeat.pid}; with a run directory of one's own it is inside that, so
 *     that a daemon started by an ordinary user touches nothing else
 */
public record Places(Path config, Path run, Path state, Path pidFile) {
  public static final Path CONFIG = Path.of("/etc/ha.d");
  public static final Path RUN = Path.of("/run/heartbeat");
  public static final Path STATE = Path.of("/var/lib/heartbeat");
  private static final String PID_NAME = "heartbeat.pid";
  private static final Path PID_FILE = Path.of("/run", PID_NAME);

  public static Places of(Path config, Path run, Path state) {
    return new Places(config, run, state, run.equals(RUN) ? PID_FILE : run.resolve(PID_NAME));
  }

  /** The same daemon, configured by what is there. */
  public Places withConfig(Path other) {
    return new Places(other, run, state, pidFile);
  }

  /** What the environment, or an installation in other places, names. */
  public static Path named(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.isEmpty() ? otherwise : Path.of(value);
  }

  public Path haCf() {
    return config.resolve("ha.cf");
  }

  public Path json() {
    return config.resolve(JsonFiles.NAME);
  }

  /** Everything is in heartbeat.json; where there is an ha.cf, that says what the cluster is. */
  public boolean isJson() {
    return !Files.exists(haCf()) && Files.exists(json());
  }

  /** Our own sections stand beside ha.cf. */
  public boolean isBeside() {
    return Files.exists(haCf()) && Files.exists(json());
  }

  /** Where our own sections are; empty if a change of them is one of {@link #configuration()}. */
  public List<Path> ownFiles() {
    return isJson() ? List.of() : List.of(json(), JsonFiles.secretsOf(json()));
  }

  /** What the daemon is configured by: starts anew if it changes. */
  public Path configuration() {
    return isJson() ? json() : haCf();
  }

  public Path authKeys() {
    return config.resolve("authkeys");
  }

  /** Where keys may be: taken over if one changes. */
  public List<Path> keyFiles() {
    return isJson() ? List.of(JsonFiles.secretsOf(json()), authKeys()) : List.of(authKeys());
  }

  /** The file that has the keys, for people. */
  public Path keys() {
    return isJson() && !Files.exists(authKeys()) ? JsonFiles.secretsOf(json()) : authKeys();
  }

  public Path haResources() {
    return config.resolve("haresources");
  }

  public Path apiSocket() {
    return run.resolve("api.sock");
  }

  /** Where libhbclient signs on. */
  public Path registerSocket() {
    return run.resolve("register");
  }

  /** Where libccmclient hears of memberships. */
  public Path ccmSocket() {
    return run.resolve("ccm").resolve("ccm");
  }

  /** Where the administration's scripts write. */
  public Path fifo() {
    return state.resolve("fifo");
  }
}
