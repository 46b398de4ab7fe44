package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.Finding;
import org.linuxha.heartbeat.notation.Finding.Kind;
import org.linuxha.heartbeat.notation.FromJson;
import org.linuxha.heartbeat.notation.Inspection;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.notation.OwnSections;
import org.linuxha.heartbeat.notation.ToJson;
import org.linuxha.heartbeat.notation.corosync.FromCorosync;
import org.linuxha.heartbeat.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hb convert}: ha.cf, authkeys and haresources to JSON, and back. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Converts ha.cf, authkeys and haresources to heartbeat.json, or back if the source is JSON.",
      "Nothing is lost in meaning, comments are carried over. Keys and passwords go to a file of their own, mode 0600,",
      "and are never printed: without --output they are left out.",
      "--to cib, pcs or crmsh writes haresources for Pacemaker, --to corosync.conf nodes and times, from either source."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:converted; --check: everything maps, nothing is obsolete or dangerous",
      "1:--check: everything maps, and something is obsolete or dangerous; --to, --from: converted, but for what was left out or kept as comments",
      "2:wrong use",
      "5:it cannot be read, is wrong, or cannot be written; nothing was converted"
    })
final class ConvertCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = "/etc/ha.d",
      description = "a directory with ha.cf or heartbeat.json, or such a file; default: ${DEFAULT-VALUE}")
  private Path source;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "write files there instead of printing")
  private Path output;

  @Option(names = "--to", paramLabel = "SYSTEM", converter = Outward.Converter.class,
      description = "cib: a Pacemaker configuration as XML; pcs, crmsh: commands that make it; corosync.conf")
  private Outward.System to;

  @Option(names = "--from", paramLabel = "SYSTEM",
      description = "corosync.conf: PATH is such a file, and --interface names the interface of each link")
  private String from;

  @Option(names = "--interface", paramLabel = "NAME", description = "with --from: the interface of link 0, then of link 1 ...", split = ",")
  private List<String> interfaces = List.of();

  @Option(names = "--address", paramLabel = "NODE=ADDRESS,...",
      description = "with --to corosync.conf: a node's address on the first link, the second ..., where ha.cf does not say it; once a node")
  private Map<String, String> addresses = Map.of();

  @Option(names = "--inline-secrets", description = "keys and passwords into heartbeat.json itself, which is then 0600")
  private boolean inlineSecrets;

  @Option(names = "--force", description = "replace files that are there")
  private boolean force;

  @Option(names = "--check", description = "only tell what maps, what is obsolete, and what is dangerous and why")
  private boolean check;

  @Option(names = "--json", description = "with --check: as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  private PrintWriter out;
  private PrintWriter err;

  @Override
  public Integer call() {
    out = spec.commandLine().getOut();
    err = spec.commandLine().getErr();
    try {
      if (from != null) {
        return inward();
      }
      if (to != null) {
        return outward();
      }
      return ConfigSource.isJson(source) ? fromJson() : toJson();
    } catch (CannotAnswer e) {
      err.println(e.getMessage());
      return e.exitStatus();
    }
  }

  private int toJson() throws CannotAnswer {
    ConfigFiles files = ConfigSource.files(source);
    List<Problem> unused = new ArrayList<>();
    JsonObject own = ConfigSource.own(source, unused);
    ToJson result = ToJson.of(files).with(own);
    if (check) {
      List<Finding> findings = findings(files, result);
      unused.forEach(p -> findings.add(new Finding(Kind.DANGEROUS, p.place(), p.code().id(), p.text() + " " + p.code().remedy())));
      return tell(findings);
    }
    unused.forEach(problem -> err.println(problem.full()));
    if (!result.isUsable()) {
      return refuse(result.problems());
    }
    if (output == null) {
      out.println(result.main().encodePrettily());
      if (!result.secrets().isEmpty()) {
        err.println("Keys, tokens and passwords are not printed; --output DIR writes them to a file of mode 0600.");
      }
      return Exit.OK;
    }
    OutputFiles target = new OutputFiles(output);
    add(target, result);
    return write(target);
  }

  /** heartbeat.json, and its secrets beside it or in it; nothing if there is nothing. */
  private void add(OutputFiles target, ToJson result) {
    boolean apart = !inlineSecrets && !result.secrets().isEmpty();
    if (result.main().isEmpty() && result.secrets().isEmpty()) {
      return;
    }
    JsonObject main = inlineSecrets ? result.everything() : result.main().copy();
    JsonObject named = new JsonObject();
    if (apart) {
      named.put("secrets", JsonFiles.SECRETS);
    }
    target.add(JsonFiles.NAME, bytes(named.mergeIn(main)), inlineSecrets);
    if (apart) {
      target.add(JsonFiles.SECRETS, bytes(result.secrets()), true);
    }
  }

  private int fromJson() throws CannotAnswer {
    JsonFiles read = ConfigSource.json(source);
    if (read.json().isEmpty()) {
      return check ? tell(errors(read.problems())) : refuse(read.problems());
    }
    FromJson made = new FromJson(read.json().get());
    ConfigFiles files = made.files();
    ToJson again = ToJson.of(files);
    if (check) {
      return tell(findings(files, again).stream()
          .map(f -> new Finding(f.kind(), made.place(f.place(), read.places()), f.what(), f.text())).toList());
    }
    if (!again.isUsable()) {
      return refuse(again.problems().stream().map(problem -> made.placed(problem, read.places())).toList());
    }
    JsonObject own = OwnSections.of(read.json().get());
    boolean passwords = again.secrets().containsKey("stonith");
    if (output == null) {
      if (passwords) {
        err.println("This ha.cf would hold passwords of fencing devices, which are not printed; use --output DIR.");
        return Exit.FAILED;
      }
      out.print(files.haCf());
      if (!own.isEmpty()) {
        err.println("No ha.cf says " + String.join(", ", OwnSections.names(own))
            + "; --output DIR writes these to a heartbeat.json beside it.");
      }
      files.authkeys().ifPresent(keys -> err.println("Keys are not printed; --output DIR writes authkeys, mode 0600."));
      return Exit.OK;
    }
    OutputFiles target = new OutputFiles(output);
    target.add("ha.cf", files.haCf().getBytes(StandardCharsets.UTF_8), passwords);
    files.authkeys().ifPresent(keys -> target.add("authkeys", keys.getBytes(StandardCharsets.ISO_8859_1), true));
    add(target, new ToJson(new JsonObject(), new JsonObject(), Optional.empty(), List.of(), List.of(), false).with(own));
    files.haresources().ifPresent(text -> target.add("haresources", text.getBytes(StandardCharsets.UTF_8), false));
    return write(target);
  }

  private int inward() throws CannotAnswer {
    if (!from.equals("corosync.conf") || to != null) {
      throw new CannotAnswer(Exit.USAGE, "--from takes corosync.conf, and makes heartbeat.json: convert that in a second step.");
    }
    FromCorosync.Result read = FromCorosync.of(source.getFileName().toString(), ConfigSource.text(source), interfaces);
    List<Problem> problems = read.json().map(made -> ToJson.of(FromJson.files(made)).problems()).orElse(read.problems());
    if (!errors(problems).isEmpty()) {
      return check ? tell(errors(problems)) : refuse(problems);
    }
    if (check) {
      return tell(read.findings());
    }
    read.findings().forEach(f -> err.println(name(f.kind()) + ": " + f.what() + " " + f.text()));
    JsonObject made = read.json().orElseThrow();
    if (output == null) {
      out.println(made.encodePrettily());
    } else {
      OutputFiles target = new OutputFiles(output);
      target.add(JsonFiles.NAME, bytes(made), false);
      write(target);
    }
    return read.findings().stream().anyMatch(f -> f.kind() == Kind.DANGEROUS) ? Exit.DEGRADED : Exit.OK;
  }

  private int outward() throws CannotAnswer {
    JsonObject all;
    if (ConfigSource.isJson(source)) {
      JsonFiles read = ConfigSource.json(source);
      if (read.json().isEmpty()) {
        return check ? tell(errors(read.problems())) : refuse(read.problems());
      }
      all = read.json().get();
    } else {
      ToJson read = ToJson.of(ConfigSource.files(source));
      if (!read.isUsable()) {
        return check ? tell(errors(read.problems())) : refuse(read.problems());
      }
      all = read.everything();
    }
    Outward made = Outward.of(to, all, addressesOf(all));
    if (check) {
      return tell(made.findings());
    }
    made.findings().stream().filter(f -> f.kind() != Kind.MAPS)
        .forEach(f -> err.println(name(f.kind()) + ": " + (f.what() + " " + f.text()).strip()));
    if (output != null) {
      OutputFiles target = new OutputFiles(output);
      target.add(to.file(), made.text().getBytes(StandardCharsets.UTF_8), made.secret());
      write(target);
    } else if (made.secret()) {
      err.println("This would hold parameters of fencing devices, perhaps passwords, which are not printed; use --output DIR.");
      return Exit.FAILED;
    } else {
      out.print(made.text());
      out.flush();
    }
    return made.whole() ? Exit.OK : Exit.DEGRADED;
  }

  private Map<String, List<String>> addressesOf(JsonObject configuration) throws CannotAnswer {
    JsonArray nodes = configuration.getJsonObject("cluster", new JsonObject()).getJsonArray("nodes", new JsonArray());
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : addresses.entrySet()) {
      String node = one.getKey().toLowerCase(Locale.ROOT);
      if (!nodes.contains(node) || !one.getValue().matches("[\\w.:-]+(,[\\w.:-]+)*")) {
        throw new CannotAnswer(Exit.USAGE, "--address " + one.getKey() + "=" + one.getValue() + ": "
            + (nodes.contains(node) ? "addresses are names or numbers with commas between." : "there is no node of that name; there are "
                + nodes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "."));
      }
      lists.put(node, List.of(one.getValue().split(",")));
    }
    return lists;
  }

  private int write(OutputFiles target) throws CannotAnswer {
    target.write(force);
    target.paths().forEach(path -> out.println("wrote " + path));
    sayIfHalfIsUnused();
    return Exit.OK;
  }

  /** Both notations in one directory are easily made by converting in place. */
  private void sayIfHalfIsUnused() throws CannotAnswer {
    List<Problem> unused = new ArrayList<>();
    if (Files.exists(output.resolve("ha.cf"))) {
      ConfigSource.own(output, unused);
    }
    if (!unused.isEmpty()) {
      err.println("There is an ha.cf in " + output + ", too, and a daemon that finds both uses it and of heartbeat.json only "
          + String.join(", ", OwnSections.NAMES) + " (HB185): keep one of them there.");
    }
  }

  private static byte[] bytes(JsonObject json) {
    return (json.encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private int refuse(List<Problem> problems) {
    errors(problems).forEach(finding -> err.println(finding.text()));
    return Exit.FAILED;
  }

  private static List<Finding> errors(List<Problem> problems) {
    return problems.stream()
        .filter(p -> p.code().severity().compareTo(org.linuxha.heartbeat.problem.Severity.ERROR) >= 0)
        .map(p -> new Finding(Kind.ERROR, p.place(), p.code().id(), p.full())).toList();
  }

  private List<Finding> findings(ConfigFiles files, ToJson result) throws CannotAnswer {
    List<Finding> all = new ArrayList<>(Inspection.of(files, result));
    if (!ConfigSource.isJson(source)) {
      ConfigSource.modeOfKeys(source).flatMap(Inspection::mode).ifPresent(all::add);
    }
    return all;
  }

  private int tell(List<Finding> findings) {
    if (json) {
      JsonArray array = new JsonArray();
      findings.forEach(f -> array.add(new JsonObject().put("kind", name(f.kind())).put("place", f.place())
          .put("what", f.what()).put("text", f.text())));
      out.println(new JsonObject().put("findings", array).encodePrettily());
    } else {
      Table table = new Table("KIND", "PLACE", "WHAT", "");
      findings.forEach(f -> table.row(name(f.kind()), f.place(), f.what(), f.text()));
      out.print(table);
      out.flush();
    }
    return findings.stream().map(Finding::kind).max(java.util.Comparator.naturalOrder()).map(ConvertCommand::status)
        .orElse(Exit.OK);
  }

  private static int status(Kind worst) {
    return switch (worst) {
      case MAPS, NOTE -> Exit.OK;
      case OBSOLETE, DANGEROUS -> Exit.DEGRADED;
      case ERROR -> Exit.FAILED;
    };
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
