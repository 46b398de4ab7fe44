package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.problem.Cause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hb report}: one archive about all nodes, to look at or to send; {@code --read} shows what happened in it. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Gathers configuration, states, decisions, views, metrics, versions and the ends of the logs of all nodes into one "
            + "archive, mode 0600: of this node by its files and its daemon, of the others by ssh as root without a password. It works "
            + "without a daemon, too, and says what is missing and why. Secrets are removed: keys, tokens, passwords, arguments of "
            + "fencing devices, wherever they stand. Arguments of resource scripts stay: look through it before you give it away. "
            + "With --read it shows what happened on all nodes as one list by time: log lines and events.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the archive is written, and every node is in it with a daemon that runs; --read: it is shown",
      "1:it is written, and a node could not be reached or runs no daemon",
      "2:wrong use",
      "5:nothing was written; --read: it is no report, or damaged"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int NODE_LOG_BYTES = 4 * 1024 * 1024;
  private static final int LONGEST_ANSWER = 32 * 1024 * 1024;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

  @Parameters(arity = "0..*", paramLabel = "NODE", description = "these nodes only; default: all")
  private List<String> nodes = List.of();

  @Option(names = {"-o", "--output"}, paramLabel = "FILE",
      description = "the archive; default: hb-report-DATE-TIME.tar.gz in this directory")
  private Path output;

  @Option(names = "--force", description = "replace a file that is there")
  private boolean force;

  @Option(names = "--read", paramLabel = "FILE", description = "show that archive instead, NODEs only if some are named")
  private Path read;

  @Option(names = "--json", description = "with --read: an object a line: time, node, source, text")
  private boolean json;

  @Option(names = "--config-dir", paramLabel = "DIR", defaultValue = "/etc/ha.d", description = "here and there; default: ${DEFAULT-VALUE}")
  private Path config;

  @Option(names = "--run-dir", paramLabel = "DIR", defaultValue = "${env:HB_RUN_DIR:-/run/heartbeat}",
      description = "the daemon's run directory; default: ${DEFAULT-VALUE}")
  private Path run;

  @Option(names = "--state-dir", paramLabel = "DIR", defaultValue = "/var/lib/heartbeat", description = "default: ${DEFAULT-VALUE}")
  private Path state;

  @Option(names = "--log-bytes", paramLabel = "BYTES", defaultValue = "0",
      description = "so much of the end of each log; default: 4 MiB, less with more than 6 nodes")
  private int logBytes;

  @Option(names = "--this-node", description = "only of this node, and ask nobody by ssh")
  private boolean thisNode;

  @Option(names = "--hb", paramLabel = "COMMAND", defaultValue = "hb", description = "what hb is called on the other nodes; default: ${DEFAULT-VALUE}")
  private String hb;

  @Mixin private Ssh ssh;
  @Spec private CommandSpec spec;

  private final ReportSecrets secrets = new ReportSecrets();

  /** What a node gave; no files if it was not reached. */
  private record Given(Map<String, byte[]> files, String why, Instant asked, Instant answered) {}

  @Override
  public Integer call() throws InterruptedException {
    if (read != null && (output != null || thisNode)) {
      throw new ParameterException(spec.commandLine(), "--read only shows: --output and --this-node do not go with it.");
    }
    if (logBytes < 0) {
      throw new ParameterException(spec.commandLine(), "--log-bytes wants a number of bytes.");
    }
    try {
      return read != null ? new ReportReading(read, nodes, json).show(spec.commandLine().getOut()) : write();
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println(e.getMessage());
      return e.exitStatus();
    }
  }

  private int write() throws CannotAnswer, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    String self = OtherNodes.self(config);
    List<String> others = thisNode ? List.of() : others(self, err);
    // two logs a node: all of it has to fit into what --read takes
    int most = logBytes > 0 ? logBytes
        : Math.min(NODE_LOG_BYTES, ReportArchive.MOST_BYTES * 3 / 4 / (2 * (others.size() + 1)));
    Map<String, Given> given = new LinkedHashMap<>();
    if (nodes.isEmpty() || nodes.contains(self) || thisNode) {
      Instant now = Instant.now();
      given.put(self, new Given(new ReportNode(config, state, Daemon.at(run), most, secrets).gather(self, version()), "", now, Instant.now()));
    }
    String script = ReportScript.of(config.toAbsolutePath().normalize().toString(), hb, most);
    given.putAll(ssh.onAll(others, node -> one(node, script, err)));
    return save(self, given, err);
  }

  private List<String> others(String self, PrintWriter err) throws CannotAnswer {
    List<String> known;
    try {
      known = OtherNodes.all(config);
    } catch (CannotAnswer e) {
      err.println(e.getMessage() + " So nobody but this node is asked.");
      known = List.of();
    }
    for (String node : nodes) {
      if (!known.contains(node) && !node.equals(self)) {
        throw new CannotAnswer(Exit.FAILED, "There is no node '" + node + "' in the configuration. Nodes: " + String.join(", ", known) + ".");
      }
    }
    return (nodes.isEmpty() ? known : nodes).stream().filter(node -> !node.equals(self)).distinct().toList();
  }

  private Given one(String node, String script, PrintWriter err) throws InterruptedException {
    Ssh.say(err, node + ": connecting");
    Instant asked = Instant.now();
    Ssh.Said said = ssh.run(node, script, LONGEST_ANSWER);
    Map<String, byte[]> files = new LinkedHashMap<>();
    String why = said.exit() == 0 ? "" : said.complaint().isEmpty() ? "exit status " + said.exit() : said.complaint();
    if (said.exit() == 0) {
      try {
        ReportArchive.members(new java.io.ByteArrayInputStream(said.out()), "the answer of " + node).forEach((name, content) -> {
          // what hb there wrote is a report of its own: report.json, and the node's directory
          int first = name.startsWith("hb-report/") ? name.indexOf('/', "hb-report/".length()) + 1 : 0;
          if (!name.endsWith("/" + ReportArchive.ABOUT) && name.length() > first) {
            files.put(name.substring(first), content);
          }
        });
      } catch (CannotAnswer e) {
        why = e.getMessage();
      }
    }
    Ssh.say(err, node + ": " + (why.isEmpty() ? "done" : "failed"));
    return new Given(files, why, asked, Instant.now());
  }

  private int save(String self, Map<String, Given> given, PrintWriter err) throws CannotAnswer {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put(ReportArchive.ABOUT, new byte[0]);
    JsonObject about = new JsonObject();
    boolean well = true;
    long size = 0;
    for (Map.Entry<String, Given> entry : given.entrySet()) {
      Given one = entry.getValue();
      // once more, with the secrets of this node, which are those of the cluster
      Map<String, byte[]> clean = ReportNode.cleaned(one.files(), secrets);
      long bytes = clean.values().stream().mapToLong(content -> content.length).sum();
      boolean fits = size + bytes < ReportArchive.MOST_BYTES - ReportNode.LONGEST_CONFIGURATION;
      JsonObject facts = ReportTimeline.facts(clean);
      String why = !fits ? "it is too much for one report: give a smaller --log-bytes" : one.why();
      about.put(entry.getKey(), new JsonObject().put("reached", why.isEmpty()).put("why", why)
          .put("clockAheadMillis", clockAhead(facts, one)));
      if (fits) {
        size += bytes;
        clean.forEach((name, content) -> all.put(entry.getKey() + "/" + name, content));
      }
      well &= why.isEmpty() && ReportNode.isWell(facts);
    }
    all.put(ReportArchive.ABOUT, (new JsonObject().put("format", ReportArchive.FORMAT).put("version", ReportArchive.VERSION)
        .put("made", Instant.now().toString()).put("by", self).put("nodes", about).encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      boolean toOutput = output != null && output.toString().equals("-");
      byte[] archive = ReportArchive.write("hb-report", all);
      if (toOutput) {
        try (OutputStream to = new FileOutputStream(FileDescriptor.out)) {
          to.write(archive);
        }
        return well ? Exit.OK : Exit.DEGRADED;
      }
      Path file = (output != null ? output : Path.of("hb-report-" + STAMP.format(LocalDateTime.now()) + ".tar.gz")).toAbsolutePath();
      OutputFiles target = new OutputFiles(file.getParent());
      target.add(file.getFileName().toString(), archive, true);
      target.write(force);
      show(given, about, file);
    } catch (IOException e) {
      throw new CannotAnswer(Exit.FAILED, "Cannot write the archive: " + Cause.of(e) + ".");
    }
    return well ? Exit.OK : Exit.DEGRADED;
  }

  private void show(Map<String, Given> given, JsonObject about, Path file) {
    Table table = new Table("NODE", "RESULT", "");
    given.forEach((node, one) -> {
      JsonObject facts = ReportTimeline.facts(one.files());
      String why = about.getJsonObject(node).getString("why");
      table.row(node, why.isEmpty() ? ReportNode.isWell(facts) ? "done" : "no daemon" : "failed",
          Text.printable(why.isEmpty()
              ? String.join("; ", facts.getJsonArray("missing", new JsonArray()).stream().map(String::valueOf).toList()) : why));
    });
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    out.println("wrote " + file + ", mode 0600; hb report --read " + file.getFileName() + " shows what happened");
    out.flush();
  }

  /** How far that node's clock is ahead of ours at least: 0 if what it said may have been said between question and answer. */
  private static long clockAhead(JsonObject facts, Given given) {
    try {
      Instant there = Instant.parse(facts.getString("time", ""));
      // a shell tells whole seconds
      return there.plusSeconds(1).isBefore(given.asked()) ? there.toEpochMilli() - given.asked().toEpochMilli()
          : there.isAfter(given.answered()) ? there.toEpochMilli() - given.answered().toEpochMilli() : 0;
    } catch (java.time.DateTimeException e) {
      return 0;
    }
  }

  private static String version() {
    try {
      return new Hb.Version().getVersion()[0];
    } catch (IOException e) {
      return "hb";
    }
  }
}
