package org.linuxha.heartbeat.daemon.demo;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.daemon.ParentWatch;
import org.linuxha.heartbeat.process.SignalSender;

/**
 * One daemon of the demo: its files, its process. The process holds our end of its standard input and
 * stops when that closes, so that it outlives no demo, however that ends.
 */
final class DemoNode {
  private final String name;
  private final Path home;
  private final Path launcher;
  private final int httpPort;
  private volatile Process process;
  private volatile boolean paused;
  private volatile boolean answers;
  private List<DemoNetwork.Link> links = List.of();

  DemoNode(String name, Path demoHome, Path launcher, int httpPort) {
    this.name = name;
    this.home = demoHome.resolve(name);
    this.launcher = launcher;
    this.httpPort = httpPort;
  }

  String name() {
    return name;
  }

  Path runDir() {
    return home.resolve("run");
  }

  Path apiSocket() {
    return runDir().resolve("api.sock");
  }

  Path log() {
    return home.resolve("log");
  }

  /** What it printed before it had a log. */
  Path output() {
    return home.resolve("output");
  }

  String url() {
    return "http://127.0.0.1:" + httpPort + "/";
  }

  void writeConfig(List<String> nodes, DemoNetwork network) throws IOException {
    Path config = Files.createDirectories(home.resolve("ha.d"));
    Files.writeString(config.resolve("ha.cf"), haCf(nodes, network));
    Path keys = config.resolve("authkeys");
    Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keys, "auth 1\n1 sha1 " + network.key() + "\n");
    links = network.links();
    settings(Map.of());
  }

  /**
   * From now on its own daemon makes late what passes its links, as section faults of its heartbeat.json says.
   *
   * @param millisByLink links that are not in it are punctual
   */
  void delay(Map<String, Integer> millisByLink) throws IOException, InterruptedException {
    settings(millisByLink);
    // a daemon that does not answer yet would take it for its end, and has the file to read
    if (answers && isRunning()) {
      SignalSender.send("HUP", pid());
    }
  }

  private void settings(Map<String, Integer> millisByLink) throws IOException {
    JsonObject names = new JsonObject();
    JsonObject faults = new JsonObject();
    for (DemoNetwork.Link link : links) {
      String key = "mcast " + link.device();
      names.put(key, new JsonObject().put("name", link.name()));
      if (millisByLink.containsKey(link.name())) {
        faults.put(key, new JsonObject().put("delayMillis", millisByLink.get(link.name())));
      }
    }
    Path fresh = home.resolve("ha.d/heartbeat.json.new");
    Files.writeString(fresh, new JsonObject().put("links", names).put("faults", faults).encodePrettily());
    Files.move(fresh, fresh.resolveSibling("heartbeat.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** It answers, so it has come so far that it can be told to read again. */
  void heard() {
    answers = true;
  }

  private String haCf(List<String> nodes, DemoNetwork network) {
    StringBuilder text = new StringBuilder("""
        cluster demo
        keepalive %dms
        warntime %dms
        deadtime %dms
        initdead %dms
        realtime off
        autojoin none
        """.formatted(
            Timing.KEEPALIVE_MILLIS, Timing.WARNTIME_MILLIS, Timing.DEADTIME_MILLIS, Timing.INITDEAD_MILLIS));
    text.append("logfile ").append(log()).append('\n');
    network.links().forEach(link ->
        text.append("mcast ").append(link.device()).append(' ').append(link.group()).append(' ')
            .append(link.ports().get(name)).append(" 0 1\n"));
    return text.append("node ").append(String.join(" ", nodes)).append('\n').toString();
  }

  /** In a session of its own: Ctrl-C is for the demo, which then stops its nodes one by one. */
  void start() throws IOException {
    List<String> command =
        List.of(
            "setsid", launcher.toString(), "-f", "-M", "-l",
            "--config-dir", home.resolve("ha.d").toString(),
            "--run-dir", runDir().toString(),
            "--state-dir", home.resolve("state").toString(),
            "--node", name,
            "--http", "127.0.0.1:" + httpPort);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(ParentWatch.VARIABLE, "stdin");
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(output().toString())));
    paused = false;
    answers = false;
    process = builder.start();
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  boolean isPaused() {
    return paused;
  }

  int exitStatus() {
    return process.exitValue();
  }

  /** Gives it no time for anything. */
  void kill() {
    process.destroyForcibly();
  }

  /** Stops the process where it stands; it does not know. */
  void pause() throws IOException, InterruptedException {
    paused = SignalSender.send("STOP", pid()) == SignalSender.Outcome.SENT;
  }

  void resume() throws IOException, InterruptedException {
    if (isRunning()) {
      SignalSender.send("CONT", pid());
    }
    paused = false;
  }

  /** Asks it to leave the cluster in good order. */
  void askToStop() throws IOException, InterruptedException {
    if (isRunning()) {
      resume();
      process.destroy();
    }
  }

  /** Waits for its end; ends it by force after that time. */
  void awaitEnd(long limitMillis) throws InterruptedException {
    if (process != null && !process.waitFor(limitMillis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
