package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.notation.BoundedFile;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.notation.ToJson;
import org.linuxha.heartbeat.problem.Code;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hb propagate}: the configuration of this node on all others, by ssh; also called {@code ha_propagate}. */
@Command(
    name = "propagate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the configuration of this node to the other nodes by ssh, to all at the same time.",
      "That is ha.cf, authkeys and haresources, or heartbeat.json and its secrets. On each node the files are written beside"
          + " their places, verified by checksum and mode, and renamed only when all are right; then the service is enabled to"
          + " start at boot.",
      "No daemon is told: afterwards, heartbeat -r on each node reads the files. ssh must get in without a password."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every node has the files; --dry-run: every node answers",
      "1:some node has not, or its service could not be enabled; the others have",
      "2:wrong use",
      "5:no node has, or there is nothing to send"
    })
final class PropagateCommand implements Callable<Integer> {
  private static final int LONGEST_ANSWER = 65_536;

  @Parameters(arity = "0..*", paramLabel = "NODE", description = "these nodes only; default: all nodes but this")
  private List<String> nodes = List.of();

  @Option(names = "--config-dir", paramLabel = "DIR", defaultValue = "/etc/ha.d", description = "here and there; default: ${DEFAULT-VALUE}")
  private Path directory;

  @Mixin private Ssh ssh;

  @Option(names = "--service", paramLabel = "NAME", defaultValue = "heartbeat",
      description = "what is enabled there; default: ${DEFAULT-VALUE}")
  private String service;

  @Option(names = "--no-enable", description = "enable no service")
  private boolean noEnable;

  @Option(names = "--dry-run", description = "only tell what is missing or different there")
  private boolean dryRun;

  @Option(names = "--json", description = "the report as an array of objects: node, result, text")
  private boolean json;

  @Spec private CommandSpec spec;

  private record Answer(boolean reached, boolean whole, String text) {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      List<RemoteScript.Item> items = items();
      List<String> targets = OtherNodes.of(directory, nodes);
      String place = directory.toAbsolutePath().normalize().toString();
      String script = dryRun
          ? RemoteScript.compare(place, items) : RemoteScript.of(place, items, noEnable ? "" : service);
      // an interruption ends every ssh: a script that arrived in part does nothing, one that is whole removes what it staged
      Map<String, Answer> answers = ssh.onAll(targets, node -> {
        Ssh.say(err, node + ": connecting");
        Answer answer = one(node, script);
        Ssh.say(err, node + ": " + (answer.reached() ? "done" : "failed"));
        return answer;
      });
      print(answers, out);
      out.flush();
      if (answers.values().stream().noneMatch(Answer::reached)) {
        return Exit.FAILED;
      }
      return answers.values().stream().allMatch(Answer::whole) ? Exit.OK : Exit.DEGRADED;
    } catch (CannotAnswer e) {
      err.println(e.getMessage());
      return e.exitStatus();
    }
  }

  private void print(Map<String, Answer> answers, PrintWriter out) {
    Table table = new Table("NODE", "RESULT", "");
    JsonArray all = new JsonArray();
    answers.forEach((node, answer) -> {
      String result = !answer.reached() ? "failed" : dryRun ? "would write" : "done";
      table.row(node, result, Text.printable(answer.text()));
      all.add(new JsonObject().put("node", node).put("result", result).put("text", answer.text()));
    });
    if (json) {
      out.println(all.encodePrettily());
    } else {
      out.print(table);
    }
  }

  private List<RemoteScript.Item> items() throws CannotAnswer {
    List<RemoteScript.Item> items = new ArrayList<>();
    if (ConfigSource.isJson(directory)) {
      JsonFiles read = ConfigSource.json(directory);
      if (read.json().isEmpty()) {
        throw new CannotAnswer(Exit.FAILED, read.problems().get(0).full());
      }
      addJson(items);
    } else {
      ToJson read = ToJson.of(ConfigSource.files(directory));
      if (!read.isUsable()) {
        throw new CannotAnswer(Exit.FAILED, read.problems().stream()
            .filter(p -> p.code().severity().compareTo(org.linuxha.heartbeat.problem.Severity.ERROR) >= 0).findFirst().orElseThrow().full());
      }
      add(items, "ha.cf", modeOf("ha.cf"), false);
      add(items, "haresources", "644", true);
      ConfigSource.own(directory, new ArrayList<>());
      if (Files.exists(directory.resolve(JsonFiles.NAME))) {
        addJson(items);
      }
    }
    add(items, "authkeys", "600", true);
    return items;
  }

  private void addJson(List<RemoteScript.Item> items) throws CannotAnswer {
    add(items, JsonFiles.NAME, modeOf(JsonFiles.NAME), false);
    String secrets = new JsonObject(new String(items.get(items.size() - 1).content(), StandardCharsets.UTF_8)).getString("secrets", "");
    if (!secrets.isEmpty()) {
      add(items, secrets, "600", false);
    }
  }

  private void add(List<RemoteScript.Item> items, String name, String mode, boolean mayBeMissing) throws CannotAnswer {
    Path file = directory.resolve(name);
    if (!name.matches("[A-Za-z0-9_.-]+") || name.startsWith(".")) {
      throw new CannotAnswer(Exit.FAILED, Code.CONVERT_SOURCE_MISSING, name + " is not the name of a file beside the configuration.");
    }
    if (mayBeMissing && !Files.exists(file)) {
      return;
    }
    try {
      items.add(new RemoteScript.Item(name, mode, BoundedFile.read(file, ConfigText.MOST_BYTES)));
    } catch (IOException e) {
      throw new CannotAnswer(Exit.FAILED, Code.CONVERT_SOURCE_MISSING, "Cannot read " + file + " (" + FileTrouble.why(file, e) + ").");
    }
  }

  /** 600 for a file that only its owner may read here, else 644. */
  private String modeOf(String name) {
    try {
      return Files.getPosixFilePermissions(directory.resolve(name))
          .contains(java.nio.file.attribute.PosixFilePermission.OTHERS_READ) ? "644" : "600";
    } catch (IOException e) {
      return "600";
    }
  }

  private Answer one(String node, String script) throws InterruptedException {
    Ssh.Said said = ssh.run(node, script, LONGEST_ANSWER);
    String text = said.text();
    boolean done = said.exit() == 0 && text.contains(RemoteScript.DONE);
    String told = (text.replace(RemoteScript.DONE, "") + "\n" + said.complaint()).strip().replaceAll("\\s*\\n\\s*", ", ");
    return new Answer(done, done && !told.contains("not enabled"), told.isEmpty() && !done ? "exit status " + said.exit() : told);
  }
}
