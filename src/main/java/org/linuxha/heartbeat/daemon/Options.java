package org.linuxha.heartbeat.daemon;

import java.nio.file.Path;
import java.util.Map;
import org.linuxha.heartbeat.feed.HttpAddress;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: every option of the C daemon (wire.md 13), and our own long ones. */
@Command(
    name = "heartbeat",
    sortOptions = false,
    customSynopsis = Usage.SYNOPSIS,
    description = "Cluster messaging and membership, wire-compatible with Heartbeat 3.0.6.",
    footer = {
      "",
      "heartbeat demo starts a three-node cluster on this machine, without root.",
      "heartbeat --prepare makes a class archive that halves the start time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the daemon runs, or already ran",
      "1:it failed; -s: not running, with a stale pid file; -r: the configuration is wrong",
      "2:wrong use",
      "3:-s: not running",
      "4:not permitted",
      "6:nothing was started: the configuration is wrong"
    })
final class Options {
  @Spec private CommandSpec spec;

  @Option(names = "-d", description = "One more debug level; may be repeated.")
  private boolean[] debug = {};

  @Option(names = "-f", description = "Stay in the foreground; Ctrl-C stops in good order.")
  boolean foreground;

  @Option(names = "-k", description = "Stop the running daemon and wait for its end.")
  boolean stop;

  @Option(names = "-s", description = "Say whether the daemon runs.")
  boolean status;

  @Option(names = "-r", description = "Check the configuration and let the daemon read it again.")
  boolean reread;

  @Option(names = "-M", description = "No resource management: haresources is ignored.")
  boolean noResources;

  @Option(names = "-l", description = "No real-time priority.")
  boolean noRealtime;

  @Option(names = "-v", description = "Print the effective configuration, then start.")
  boolean verbose;

  @Option(names = "-V", description = "Print the version.")
  boolean version;

  @Option(names = "-D", description = "Print the directives that have a default.")
  boolean defaults;

  @Option(names = "-W", description = "With -D: as a wiki table.")
  boolean wiki;

  @Option(names = "-R", description = "Of the C daemon alone: it passes it to itself at a restart. Use -r.")
  boolean restart;

  @Option(
      names = "-C",
      paramLabel = "STATE",
      description = "Only with -R: the resources held (none, local, foreign, all).")
  String heldResources;

  @Option(
      names = "--config-dir",
      paramLabel = "DIR",
      description = "Where ha.cf and authkeys are; default $HA_DIR or /etc/ha.d.")
  private Path configDirectory;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Where sockets and pid file are made; default $HB_RUN_DIR, or /run/heartbeat and /run/heartbeat.pid.")
  private Path runDirectory;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where uuid, generation and known nodes are kept; default $HB_STATE_DIR or /var/lib/heartbeat.")
  private Path stateDirectory;

  @Option(
      names = "--no-ccm",
      description = "No membership service of our own: a respawn line starts C's ccm, which serves C clients.")
  boolean noCcm;

  @Option(names = "--node", paramLabel = "NAME", description = "This node's name; default uname -n.")
  String node;

  HttpAddress http = HttpAddress.DEFAULT;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
  private boolean help;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT|off",
      description = "Where HTTP is served; default 127.0.0.1:8694.")
  void http(String value) {
    try {
      http = HttpAddress.parse(value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  int debugLevel() {
    return debug.length;
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
