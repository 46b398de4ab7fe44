package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A node started by {@code bin/heartbeat} in directories of its own, on multicast over loopback: no root needed. */
final class TestNode implements AutoCloseable {
  private static final Path HOME =
      Path.of(System.getProperty("heartbeat.home", ".")).toAbsolutePath().normalize();
  private static final long LIMIT_SECONDS = 60;

  final String name;
  final Path directory;
  final Path config;
  final Path run;
  final Path state;
  private Process foreground;

  /** What a command did. */
  record Result(int status, String out, String err) {}

  /** Nodes of one cluster have the same link. */
  static String link() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "mcast lo 239.255." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + " "
        + random.nextInt(20_000, 60_000) + " 0 1";
  }

  TestNode(String name, Path parent, String link, String nodes) throws IOException {
    this.name = name;
    directory = Files.createDirectories(parent.resolve(name));
    config = Files.createDirectories(directory.resolve("etc"));
    run = directory.resolve("run");
    state = directory.resolve("state");
    haCf("keepalive 100ms\ndeadtime 2\ninitdead 4\nauto_failback off\n" + link + "\nnode " + nodes
        + "\nlogfile " + directory.resolve("log") + "\n");
    authKeys("auth 1\n1 sha1 of-a-test\n");
    Files.writeString(config.resolve("haresources"), "");
  }

  void haCf(String text) throws IOException {
    Files.writeString(config.resolve("ha.cf"), text);
  }

  void authKeys(String text) throws IOException {
    Path path = config.resolve("authkeys");
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  private List<String> command(String... options) {
    List<String> command = new ArrayList<>(List.of(
        HOME.resolve("bin/heartbeat").toString(), "--config-dir", "etc", "--run-dir", "run",
        "--state-dir", "state", "--node", name, "--http", "off"));
    command.addAll(List.of(options));
    return command;
  }

  /** Runs {@code bin/heartbeat} with this node's directories, named relative to where it is called. */
  Result heartbeat(String... options) throws IOException, InterruptedException {
    return execute(directory, Map.of(), command(options));
  }

  /** The same, started by another command. */
  Result heartbeatVia(String... starter) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(starter));
    command.addAll(command());
    return execute(directory, Map.of(), command);
  }

  static Result execute(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile())
              .redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end:\n" + Files.readString(out) + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts it with {@code -f}; the output goes to a file. */
  Process inForeground() throws IOException {
    foreground =
        new ProcessBuilder(command("-f")).directory(directory.toFile())
            .redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile()).start();
    return foreground;
  }

  String log() throws IOException {
    Path log = directory.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  void awaitLog(String part) throws InterruptedException {
    awaitLogMatching(java.util.regex.Pattern.quote(part));
  }

  void awaitLogMatching(String pattern) throws InterruptedException {
    await(pattern + " in the log of " + name, () -> matches(java.util.regex.Pattern.compile(pattern)));
  }

  private boolean matches(java.util.regex.Pattern pattern) {
    try {
      return pattern.matcher(log()).find();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  long pid() throws IOException {
    return Long.parseLong(Files.readString(run.resolve("heartbeat.pid")).strip());
  }

  ProcessHandle process() throws IOException {
    return ProcessHandle.of(pid()).orElseThrow();
  }

  /** False too if all that is left of it is a number that its starter has not taken yet. */
  boolean isRunning() throws IOException {
    Path pidFile = run.resolve("heartbeat.pid");
    return Files.exists(pidFile)
        && new org.linuxha.heartbeat.process.HeartbeatProcess(pid()).isAlive();
  }

  void kill9() throws Exception {
    ProcessHandle process = process();
    process.destroyForcibly();
    process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    if (foreground != null && foreground.isAlive()) {
      foreground.destroyForcibly().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    if (Files.exists(run.resolve("heartbeat.pid")) && ProcessHandle.of(pid()).isPresent()) {
      String name = Files.readString(Path.of("/proc/" + pid() + "/comm")).strip();
      if (name.equals("heartbeat")) {
        kill9();
      }
    }
  }
}
