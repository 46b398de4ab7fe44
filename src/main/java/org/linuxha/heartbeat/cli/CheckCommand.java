package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.config.hacf.Guidance;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;
import org.linuxha.heartbeat.process.HostEnvironment;
import org.linuxha.heartbeat.process.NodeName;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.setup.Advised;
import org.linuxha.heartbeat.setup.NodeCheck;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hb check}: what is wrong with this node's configuration and machine, and what to do. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks this node before its daemon starts, or while it runs.",
      "It looks at configuration, interfaces, ports, names, users, permissions, times and keys, and changes nothing. Every"
          + " finding has an id (hb explain ID) and what to do; docs/ha.cf.md lists what is looked for. Run it as the user the"
          + " daemon runs as."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing needs attention",
      "1:the daemon starts, and something needs attention",
      "2:wrong use",
      "5:the daemon would not start"
    })
final class CheckCommand implements Callable<Integer> {
  @Option(names = "--config-dir", paramLabel = "DIR", description = "where ha.cf and authkeys are; default $HA_DIR or /etc/ha.d")
  private Path config;

  @Option(names = "--run-dir", paramLabel = "DIR", description = "where the daemon's sockets are; default $HB_RUN_DIR or /run/heartbeat")
  private Path run;

  @Option(names = "--state-dir", paramLabel = "DIR",
      description = "where the daemon keeps its state; default $HB_STATE_DIR or /var/lib/heartbeat")
  private Path state;

  @Option(names = "--node", paramLabel = "NAME", description = "this node's name; default uname -n")
  private String node;

  @Option(names = {"-M", "--no-resources"}, description = "for a daemon that is started with -M: haresources is not read")
  private boolean noResources;

  @Option(names = "--http", paramLabel = "HOST:PORT|off", description = "as the daemon's option; default: what heartbeat.json says, or 127.0.0.1:8694")
  private String http;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Places places = places(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<Advised> findings =
          new NodeCheck(places, new HostEnvironment()).findings(NodeName.node(node, places.config()), noResources, httpAddress());
      if (json) {
        out.println(json(findings).encodePrettily());
      } else {
        show(findings, out);
      }
      out.flush();
      return status(findings);
    } catch (StateException e) {
      spec.commandLine().getErr().println("hb check: " + Text.printable(e.problem().full()));
      return Exit.FAILED;
    }
  }

  private Optional<HttpAddress> httpAddress() {
    try {
      return Optional.ofNullable(http).map(HttpAddress::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--http " + e.getMessage(), e);
    }
  }

  private Places places(Map<String, String> environment) {
    return Places.of(
        config != null ? config : Places.named(environment, "HA_DIR", Places.CONFIG),
        run != null ? run : Places.named(environment, "HB_RUN_DIR", Places.RUN),
        state != null ? state : Places.named(environment, "HB_STATE_DIR", Places.STATE));
  }

  private static boolean isAt(Advised finding, Severity severity) {
    return finding.problem().code().severity().compareTo(severity) >= 0;
  }

  private static int status(List<Advised> findings) {
    if (findings.stream().anyMatch(finding -> isAt(finding, Severity.ERROR))) {
      return Exit.FAILED;
    }
    return findings.stream().anyMatch(finding -> isAt(finding, Severity.WARN)) ? Exit.DEGRADED : Exit.OK;
  }

  private static JsonObject json(List<Advised> findings) {
    JsonArray array = new JsonArray();
    for (Advised finding : findings) {
      Problem problem = finding.problem();
      JsonObject one = new JsonObject().put("id", problem.code().id()).put("severity", severity(problem))
          .put("place", problem.place()).put("text", problem.text()).put("remedy", problem.code().remedy());
      finding.guidance().ifPresent(guidance -> one.put("directive", new JsonObject()
          .put("name", guidance.name()).put("takes", guidance.value()).put("choose", guidance.advice())));
      array.add(one);
    }
    return new JsonObject().put("findings", array);
  }

  private static String severity(Problem problem) {
    return problem.code().severity().name().toLowerCase(Locale.ROOT);
  }

  private static void show(List<Advised> findings, PrintWriter out) {
    if (!findings.isEmpty()) {
      Table table = new Table("SEVERITY", "ID", "PLACE", "WHAT");
      Map<String, String> remedies = new LinkedHashMap<>();
      for (Advised finding : findings) {
        Problem problem = finding.problem();
        table.row(severity(problem), problem.code().id(), problem.place(), problem.text());
        remedies.putIfAbsent(problem.code().id(), problem.code().remedy() + finding.guidance().map(CheckCommand::choose).orElse(""));
      }
      out.println(table);
      out.println("What to do:");
      remedies.forEach((id, remedy) -> out.println("  " + id + "  " + Text.printable(remedy)));
      out.println();
    }
    long errors = findings.stream().filter(finding -> isAt(finding, Severity.ERROR)).count();
    long all = findings.stream().filter(finding -> isAt(finding, Severity.WARN)).count();
    out.println(errors > 0 ? "The daemon would not start: errors " + errors + ", warnings " + (all - errors) + "."
        : all > 0 ? "The daemon starts: warnings " + all + "." : "The daemon starts, and nothing needs attention.");
  }

  private static String choose(Guidance guidance) {
    return " (" + guidance.name() + " takes " + guidance.value() + "; how to choose: " + guidance.advice() + ")";
  }
}
