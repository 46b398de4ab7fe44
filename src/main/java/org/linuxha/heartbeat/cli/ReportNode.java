package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.notation.FromJson;
import org.linuxha.heartbeat.notation.JsonFiles;

/** What this node has to say for a report: files and the daemon's answers, secrets removed. */
final class ReportNode {
  /** The member that says what else there is and what is not, and why. */
  static final String FACTS = "facts.json";

  private static final Pattern LOG_DIRECTIVE = Pattern.compile("(?m)^[ \\t]*(?:logfile|debugfile)[ \\t]+(\\S+)");
  private static final List<String> CONFIGURATION = List.of("ha.cf", "authkeys", "haresources", "heartbeat.json", "nodeinfo");
  private static final List<String> STATES = List.of("hb_generation", "hostcache", "delhostcache");
  private static final Map<String, String> ANSWERS = new LinkedHashMap<>();
  private static final int EVENTS = 500;
  private static final int C_DAEMON_SECONDS = 30;
  static final int LONGEST_CONFIGURATION = 1024 * 1024;

  static {
    ANSWERS.put("state/cluster.json", "/api/v1/cluster");
    ANSWERS.put("state/nodes.json", "/api/v1/nodes");
    ANSWERS.put("state/links.json", "/api/v1/links");
    ANSWERS.put("state/membership.json", "/api/v1/membership");
    ANSWERS.put("state/decisions.json", "/api/v1/decisions");
    ANSWERS.put("state/metrics.txt", "/metrics");
  }

  private final Path config;
  private final Path state;
  private final Daemon daemon;
  private final int logBytes;
  private final ReportSecrets secrets;
  private final Map<String, byte[]> raw = new LinkedHashMap<>();
  private String cVersion;
  private final List<String> missing = new ArrayList<>();

  /**
   * @param logBytes of each log its last bytes, at most so many
   * @param secrets learns what it finds
   */
  ReportNode(Path config, Path state, Daemon daemon, int logBytes, ReportSecrets secrets) {
    this.config = config;
    this.state = state;
    this.daemon = daemon;
    this.logBytes = logBytes;
    this.secrets = secrets;
  }

  /** The files by name; {@link #FACTS} is among them. */
  Map<String, byte[]> gather(String node, String version) {
    configuration();
    boolean running = answers();
    STATES.forEach(name -> file("state/" + name, state.resolve(name), LONGEST_CONFIGURATION));
    logs();
    Map<String, byte[]> clean = new LinkedHashMap<>();
    clean.put(FACTS, bytes(facts(node, version, running).encodePrettily() + "\n"));
    clean.putAll(cleaned(raw, secrets));
    return clean;
  }

  /** Every file cleaned by its name. */
  static Map<String, byte[]> cleaned(Map<String, byte[]> files, ReportSecrets secrets) {
    Map<String, byte[]> clean = new LinkedHashMap<>();
    // a byte a char: what is no UTF-8 in a log stays what it is
    files.forEach((name, content) -> clean.put(name, secrets.clean(name.substring(name.lastIndexOf('/') + 1),
        new String(content, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1)));
    return clean;
  }

  /** True if there is something that needs attention: no daemon, or a file that could not be read. */
  static boolean isWell(JsonObject facts) {
    return Boolean.TRUE.equals(facts.getValue("running")) || !facts.containsKey("running");
  }

  private JsonObject facts(String node, String version, boolean running) {
    JsonObject versions = new JsonObject();
    if (cVersion != null) {
      versions.put("heartbeat", cVersion);
    }
    return new JsonObject().put("node", node).put("time", Instant.now().toString()).put("zone", ZoneId.systemDefault().getId())
        .put("running", running)
        .put("versions", versions.put("hb", version).put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"))
            .put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"))
            .put("system", system()))
        .put("missing", new JsonArray(missing));
  }

  private static String system() {
    try {
      Matcher name = Pattern.compile("(?m)^PRETTY_NAME=\"?([^\"\\n]*)").matcher(Files.readString(Path.of("/etc/os-release")));
      return name.find() ? name.group(1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void configuration() {
    CONFIGURATION.forEach(name -> file("config/" + name, config.resolve(name), LONGEST_CONFIGURATION));
    String json = text("config/heartbeat.json");
    Matcher name = Pattern.compile("\"secrets\"\\s*:\\s*\"([A-Za-z0-9_.-]+)\"").matcher(json);
    String other = name.find() ? name.group(1) : JsonFiles.SECRETS;
    // whatever it is called there, here its name says that it is JSON with secrets
    file("config/" + JsonFiles.SECRETS, config.resolve(other), LONGEST_CONFIGURATION);
    secrets.learnKeys(text("config/authkeys"));
    secrets.learnHaCf(text("config/ha.cf"));
    secrets.learnHaCf(text("config/haresources"));
    secrets.learnJson(json);
    secrets.learnJson(text("config/" + JsonFiles.SECRETS));
  }

  private boolean answers() {
    try {
      for (Map.Entry<String, String> answer : ANSWERS.entrySet()) {
        raw.put(answer.getKey(), bytes(daemon.get(answer.getValue())));
      }
      events();
      return true;
    } catch (CannotAnswer e) {
      if (cDaemon()) {
        missing.add("what only a daemon of ours could tell: a C daemon runs here");
        return true;
      }
      missing.add("the daemon's answers: " + e.getMessage());
      return false;
    }
  }

  private boolean cDaemon() {
    try {
      Process shell = new ProcessBuilder("sh", "-c", ReportScript.C_DAEMON + "c_daemon").redirectErrorStream(true).start();
      shell.getOutputStream().close();
      CompletableFuture.delayedExecutor(C_DAEMON_SECONDS, TimeUnit.SECONDS).execute(shell::destroyForcibly);
      byte[] said = shell.getInputStream().readNBytes(LONGEST_CONFIGURATION);
      if (shell.waitFor() != 0) {
        return false;
      }
      raw.put("state/cl_status.txt", said);
      cVersion = text("state/cl_status.txt").lines().findFirst().orElse("").replaceFirst("^version: ", "");
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last events that the daemon still has: the number of the snapshot says which they are. */
  private void events() throws CannotAnswer {
    JsonObject[] first = new JsonObject[1];
    daemon.follow("/api/v1/events", 0, line -> {
      first[0] = new JsonObject(line);
      return false;
    });
    long last = first[0] == null ? 0 : first[0].getLong("seq", 0L);
    if (last == 0) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    daemon.follow("/api/v1/events?since=" + Math.max(0, last - EVENTS) + "&epoch=" + first[0].getString("epoch", ""), 0, line -> {
      JsonObject event = new JsonObject(line);
      String type = event.getString("type", "");
      if (!List.of("snapshot", "resumed", "ping", "cut").contains(type)) {
        lines.append(line).append('\n');
      }
      return event.getLong("seq", last) < last && !List.of("snapshot", "ping", "cut").contains(type);
    });
    raw.put("state/events.ndjson", bytes(lines.toString()));
  }

  private void logs() {
    String haCf = text("config/ha.cf");
    if (haCf.isEmpty() && ConfigSource.isJson(config)) {
      haCf = JsonFiles.read(config.resolve(JsonFiles.NAME)).json().map(json -> FromJson.files(json).haCf()).orElse("");
    }
    Matcher directive = LOG_DIRECTIVE.matcher(haCf);
    boolean any = false;
    while (directive.find()) {
      any = true;
      Path log = Path.of(directive.group(1));
      file("log/" + log.getFileName(), log, logBytes);
    }
    if (!any) {
      missing.add("logs: the configuration names no logfile and no debugfile; look into syslog or the journal");
    }
  }

  private void file(String name, Path path, int most) {
    if (!Files.exists(path)) {
      if (name.startsWith("log/")) {
        missing.add(path + ": there is no such file");
      }
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long skipped = Math.max(0, file.length() - most);
      byte[] content = new byte[(int) (file.length() - skipped)];
      file.seek(skipped);
      file.readFully(content);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      if (skipped > 0) {
        missing.add(path + ": all but the last " + most + " bytes");
        text = text.substring(text.indexOf('\n') + 1);
      }
      raw.put(name, text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      missing.add(path + ": " + FileTrouble.why(path, e));
    }
  }

  private String text(String name) {
    return new String(raw.getOrDefault(name, new byte[0]), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
