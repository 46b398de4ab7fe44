package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * One machine of a test network: commands, files, processes, links.
 *
 * <p>Its {@code /etc/ha.d}, {@code /run}, {@code /var/lib/heartbeat} and {@code /var/log} are
 * directories below the test's own, so they can be read and written from outside as files. It is
 * the number {@code index} (from 1) on every network: {@code eth0} has 10.77.0.index and
 * fd77::index, {@code eth1} 10.78.0.index and fd78::index.
 */
final class Host implements AutoCloseable {

  static final Duration COMMAND_LIMIT = Duration.ofSeconds(20);
  static final int LINKS = 2;

  private final String name;
  private final int index;
  private final Path home;
  private final Namespace namespace;

  Host(String name, int index, Path home, Path hostsFile) {
    this.name = name;
    this.index = index;
    this.home = home;
    makeDirectories();
    Command.run(COMMAND_LIMIT, List.of("cp", "-a", "/etc/ha.d/.", home.resolve("ha.d").toString()))
        .orFail();
    this.namespace =
        Namespace.open(
            name,
            List.of(
                new Namespace.Cover(home.resolve("ha.d"), "/etc/ha.d"),
                new Namespace.Cover(home.resolve("run"), "/run"),
                new Namespace.Cover(home.resolve("lib"), "/var/lib/heartbeat"),
                new Namespace.Cover(home.resolve("log"), "/var/log"),
                new Namespace.Cover(hostsFile, "/etc/hosts")),
            home.resolve("namespace.err"));
    giveDirectoriesToHacluster();
  }

  /** The scripts of the package are the host's own copy too: R1 mode needs them to become stable. */
  private void makeDirectories() {
    try {
      for (String directory : List.of("ha.d", "run/heartbeat/ccm", "run/heartbeat/crm",
          "run/heartbeat/dopd", "run/lock", "lib/cores", "log")) {
        Files.createDirectories(home.resolve(directory));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the packages' installation does (client-api.md 1.1); needs users, so it is done inside. */
  private void giveDirectoriesToHacluster() {
    sh("cd /run && chown -R hacluster:haclient heartbeat && chmod -R 0750 heartbeat"
        + " && cd /var/lib/heartbeat/cores && mkdir root hacluster nobody"
        + " && chown hacluster hacluster && chown nobody nobody && chmod 700 *").orFail();
  }

  String name() {
    return name;
  }

  int index() {
    return index;
  }

  Path home() {
    return home;
  }

  Namespace namespace() {
    return namespace;
  }

  /** The IPv4 address on link {@code link} (0 or 1). */
  String address(int link) {
    return "10." + (77 + link) + ".0." + index;
  }

  /** The IPv6 address on link {@code link} (0 or 1). */
  String address6(int link) {
    return "fd" + (77 + link) + "::" + index;
  }

  Command.Result exec(String... command) {
    return exec(COMMAND_LIMIT, command);
  }

  Command.Result exec(Duration limit, String... command) {
    return Command.run(limit, Command.join(namespace.enter(), List.of(command)));
  }

  Command.Result sh(String script) {
    return exec("sh", "-c", script);
  }

  /** Writes a file of {@code /etc/ha.d}; the mode as in {@code rw-------}. */
  void writeConfig(String file, String mode, String content) {
    Path path = home.resolve("ha.d").resolve(file);
    try {
      Files.writeString(path, content, StandardCharsets.ISO_8859_1);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of {@code /var/lib/heartbeat}. */
  Path stateFile(String file) {
    return home.resolve("lib").resolve(file);
  }

  /** Everything the daemons of this host have logged so far. */
  String log() {
    return Command.text(home.resolve("log/ha-log"));
  }

  /** What the program that started the last daemon printed. */
  String startOutput() {
    return Command.text(home.resolve("log/start.out"));
  }

  /** Every process of this host but the first: what a power cut does. A C daemon that starts before they are gone finds itself running. */
  void killEverything() {
    signalEverything("KILL");
    // the first process and the shell that looks are left
    sh("i=0; set -- /proc/[0-9]*; while [ $# -gt 2 ] && [ $i -lt 100 ]; do sleep 0.02; i=$((i+1)); set -- /proc/[0-9]*; done").orFail();
  }

  void freezeEverything() {
    signalEverything("STOP");
  }

  void continueEverything() {
    signalEverything("CONT");
  }

  private void signalEverything(String signal) {
    // -1 spares the shell that asks and the first process; nobody to signal is no failure
    sh("kill -" + signal + " -1 2>/dev/null; true").orFail();
    if (!signal.equals("STOP")) {
      wakeEntrances();
    }
  }

  /** The nsenter of a program that was stopped stops itself, outside, where nobody continues it: it would seem to live for ever. */
  private static void wakeEntrances() {
    List<String> entrances = ProcessHandle.current().children()
        .filter(child -> child.info().command().filter(command -> command.endsWith("/nsenter")).isPresent())
        .map(child -> Long.toString(child.pid())).toList();
    if (!entrances.isEmpty()) {
      // one that has ended meanwhile is no failure
      Command.run(COMMAND_LIMIT, Command.join(List.of("kill", "-CONT"), entrances));
    }
  }

  /** An administrator's {@code ip link set}; the cable is {@link Hosts#setCable}. */
  void setLink(int link, boolean up) {
    exec("ip", "link", "set", "eth" + link, up ? "up" : "down").orFail();
    if (up) {
      // taking a link down flushes its IPv6 addresses
      exec("ip", "-6", "addr", "replace", address6(link) + "/64", "dev", "eth" + link, "nodad");
    }
  }

  /** What this host hears, to be damaged at will. */
  Faults faults() {
    return new Faults(this);
  }

  @Override
  public void close() {
    namespace.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
