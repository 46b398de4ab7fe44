package org.linuxha.heartbeat.daemon;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line: every option of the C daemon (wire.md 13), and our own long ones. Described by calls and not by
 * annotations, which cost a starting daemon several hundredths of a second.
 */
final class Options {
  final boolean foreground;
  final boolean stop;
  final boolean status;
  final boolean reread;
  final boolean noResources;
  final boolean noRealtime;
  final boolean verbose;
  final boolean version;
  final boolean defaults;
  final boolean wiki;
  final boolean restart;
  final String heldResources;
  final boolean noCcm;
  final String node;
  /** Empty if it was not said. */
  final Optional<HttpAddress> http;
  private final int debug;
  private final Path configDirectory;
  private final Path runDirectory;
  private final Path stateDirectory;

  /**
   * @param given the command line, parsed by {@link #spec()}
   * @throws ParameterException if a value is not what its option takes
   */
  Options(ParseResult given) {
    debug = given.matchedOptionValue("-d", new boolean[0]).length;
    foreground = given.hasMatchedOption("-f");
    stop = given.hasMatchedOption("-k");
    status = given.hasMatchedOption("-s");
    reread = given.hasMatchedOption("-r");
    noResources = given.hasMatchedOption("-M");
    noRealtime = given.hasMatchedOption("-l");
    verbose = given.hasMatchedOption("-v");
    version = given.hasMatchedOption("-V");
    defaults = given.hasMatchedOption("-D");
    wiki = given.hasMatchedOption("-W");
    restart = given.hasMatchedOption("-R");
    heldResources = given.matchedOptionValue("-C", null);
    configDirectory = given.matchedOptionValue("--config-dir", null);
    runDirectory = given.matchedOptionValue("--run-dir", null);
    stateDirectory = given.matchedOptionValue("--state-dir", null);
    noCcm = given.hasMatchedOption("--no-ccm");
    node = given.matchedOptionValue("--node", null);
    http = http(given);
  }

  private static Optional<HttpAddress> http(ParseResult given) {
    String value = given.matchedOptionValue("--http", null);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(HttpAddress.parse(value));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(given.commandSpec().commandLine(), "--http " + e.getMessage(), e);
    }
  }

  /** What there is to be said, in the order of the help. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("heartbeat");
    usage(spec.usageMessage());
    return spec
        .addOption(OptionSpec.builder("-d").type(boolean[].class).arity("0")
            .description("One more debug level; may be repeated.").build())
        .addOption(flag("-f", "Stay in the foreground; Ctrl-C stops in good order."))
        .addOption(flag("-k", "Stop the running daemon and wait for its end."))
        .addOption(flag("-s", "Say whether the daemon runs."))
        .addOption(flag("-r", "Check the configuration and let the daemon read it again."))
        .addOption(flag("-M", "No resource management: haresources is ignored."))
        .addOption(flag("-l", "No real-time priority."))
        .addOption(flag("-v", "Print the effective configuration, then start."))
        .addOption(flag("-V, --version", "Print the version."))
        .addOption(flag("-D", "Print the directives that have a default."))
        .addOption(flag("-W", "With -D: as a wiki table."))
        .addOption(flag("-R", "Of the C daemon alone: it passes it to itself at a restart. Use -r."))
        .addOption(value("-C", String.class, "STATE", "Only with -R: the resources held (none, local, foreign, all)."))
        .addOption(value("--config-dir", Path.class, "DIR",
            "Where ha.cf and authkeys are; default $HA_DIR or /etc/ha.d."))
        .addOption(value("--run-dir", Path.class, "DIR",
            "Where sockets and pid file are made; default $HB_RUN_DIR, or /run/heartbeat and /run/heartbeat.pid."))
        .addOption(value("--state-dir", Path.class, "DIR",
            "Where uuid, generation and known nodes are kept; default $HB_STATE_DIR or /var/lib/heartbeat."))
        .addOption(flag("--no-ccm",
            "No membership service of our own: a respawn line starts C's ccm, which serves C clients."))
        .addOption(value("--node", String.class, "NAME", "This node's name; default uname -n."))
        .addOption(OptionSpec.builder("-h", "--help").type(boolean.class).arity("0").usageHelp(true)
            .description("Print this.").build())
        .addOption(value("--http", String.class, "HOST:PORT|off", "Where HTTP is served, whatever heartbeat.json says; default 127.0.0.1:8694."));
  }

  private static void usage(UsageMessageSpec usage) {
    Map<String, String> exits = new LinkedHashMap<>();
    exits.put("0", "done; the daemon runs, or already ran");
    exits.put("1", "it failed; -s: not running, with a stale pid file; -r: the configuration is wrong");
    exits.put("2", "wrong use");
    exits.put("3", "-s: not running");
    exits.put("4", "not permitted");
    exits.put("6", "nothing was started: the configuration is wrong");
    usage.sortOptions(false);
    usage.description("Cluster messaging and membership, wire-compatible with Heartbeat 3.0.6.");
    usage.customSynopsis(Usage.SYNOPSIS);
    usage.footer(
        "",
        "heartbeat demo starts a three-node cluster on this machine, without root.",
        "heartbeat --prepare makes a class archive that halves the start time.");
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(exits);
  }

  private static OptionSpec flag(String names, String description) {
    return OptionSpec.builder(names.split(", ")).type(boolean.class).arity("0").description(description).build();
  }

  private static OptionSpec value(String name, Class<?> type, String label, String description) {
    return OptionSpec.builder(name).type(type).arity("1").paramLabel(label).description(description).build();
  }

  int debugLevel() {
    return debug;
  }

  /**
   * Relative paths are meant from where the user stands; a daemon is started in the root directory, so
   * the launcher says where that was.
   */
  Places places(Map<String, String> environment, Path userDirectory) {
    return Places.of(
        resolve(userDirectory, configDirectory, Places.named(environment, "HA_DIR", Places.CONFIG)),
        resolve(userDirectory, runDirectory, Places.named(environment, "HB_RUN_DIR", Places.RUN)),
        resolve(userDirectory, stateDirectory, Places.named(environment, "HB_STATE_DIR", Places.STATE)));
  }

  private static Path resolve(Path userDirectory, Path given, Path otherwise) {
    return userDirectory.resolve(given == null ? otherwise : given).normalize();
  }
}
