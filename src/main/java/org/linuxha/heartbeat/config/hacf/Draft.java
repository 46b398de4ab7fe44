package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.linuxha.heartbeat.config.ApiAuthorization;
import org.linuxha.heartbeat.config.ClusterConfig.AutoFailback;
import org.linuxha.heartbeat.config.ClusterConfig.Autojoin;
import org.linuxha.heartbeat.config.ClusterConfig.MessageFormat;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.config.Configuration.GenerationMethod;
import org.linuxha.heartbeat.config.Configuration.Pacemaker;
import org.linuxha.heartbeat.config.Configuration.Stonith;
import org.linuxha.heartbeat.config.Configuration.UuidFrom;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.SyslogFacility;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * The configuration while its file is read, with the defaults of wire.md 12.2. Handlers fill it in;
 * the fields are theirs. A null time was not given.
 */
final class Draft {
  final HaCfParser.Input input;
  final Environment environment;
  final List<Problem> problems = new ArrayList<>();

  /** The last line of each directive, by its canonical name. */
  final Map<String, Statement> statements = new HashMap<>();

  /** The first line of each directive, in order of the file. */
  final Map<String, Statement> firstStatements = new LinkedHashMap<>();

  /** Directives of which a value was refused: what depends on them is not checked again. */
  final Set<String> refused = new HashSet<>();

  /** The text of each parameter as written. */
  final Map<String, String> parameters = new HashMap<>();

  final Set<String> nodes = new LinkedHashSet<>();
  final Set<String> pingNodes = new HashSet<>();
  final List<String> nodeOrder = new ArrayList<>();
  final List<Medium> media = new ArrayList<>();

  Long keepalive;
  Long deadtime;
  Long warntime;
  Long initdead;
  Long deadping;

  String clusterName = "linux-ha";
  int hopfudge = 1;
  Autojoin autojoin = Autojoin.NONE;
  MessageFormat messageFormat = MessageFormat.CLASSIC;
  String compression = "zlib";
  int compressionThreshold = 2;
  boolean traditionalCompression;
  int maxRexmitDelay = 250;
  AutoFailback autoFailback = AutoFailback.LEGACY;
  UuidFrom uuidFrom = UuidFrom.FILE;
  GenerationMethod generationMethod = GenerationMethod.FILE;
  Integer udpport;
  int baud = 19200;
  String quorumServer;

  Integer debug;
  String logfile;
  String debugfile;
  SyslogFacility facility;
  Boolean useLogd;
  long logdRetryMillis = 60_000;
  boolean logBadPackets = true;
  boolean syslogFormat = true;

  boolean realtime = true;
  Integer realtimePriority;
  int reserveKib = 6500;
  String watchdog;
  boolean coreDumps = true;
  String coreRoot;
  boolean useApphbd;

  Pacemaker.Mode pacemaker = Pacemaker.Mode.OFF;
  String daemonDirectory;
  boolean spawnsPengine = true;
  final List<String> missingPrograms = new ArrayList<>();
  final List<Child> impliedChildren = new ArrayList<>();
  final List<Child> children = new ArrayList<>();
  final Map<String, ApiAuthorization> apiauth = new LinkedHashMap<>();
  final Map<String, String> childEnvironment = new LinkedHashMap<>();
  final List<Stonith> stonith = new ArrayList<>();

  Draft(HaCfParser.Input input, Environment environment) {
    this.input = input;
    this.environment = environment;
  }

  /** Notes a finding at that line, showing the line. */
  void report(Code code, Statement at, String reason) {
    problems.add(new Problem(code, at.place(), "'" + at.shown() + "': " + sentence(reason)));
  }

  /** Notes a finding about the directive's last line, or about the whole file if it has none. */
  void report(Code code, String directive, String reason) {
    Statement at = statements.get(directive);
    if (at != null) {
      report(code, at, reason);
    } else {
      problems.add(new Problem(code, input.file(), sentence(reason)));
    }
  }

  private static String sentence(String reason) {
    return reason.endsWith("!") ? reason : reason + ".";
  }

  boolean isGiven(String directive) {
    return statements.containsKey(directive);
  }

  /**
   * True if one of those directives has a refused value: what follows from it is not reported too.
   */
  boolean anyRefused(String... directives) {
    for (String directive : directives) {
      if (refused.contains(directive)) {
        return true;
      }
    }
    return false;
  }

  /** The port of media that have none of their own, at this point of the file (wire.md 8.1). */
  int port() {
    return udpport != null ? udpport : environment.udpService("ha-cluster").orElse(694);
  }

  boolean resourceMode() {
    return pacemaker == Pacemaker.Mode.OFF && !input.noResourceManagement();
  }

  /** C takes a facility whose code is 0 for none. */
  boolean hasFacility() {
    return facility != null && facility != SyslogFacility.KERN;
  }

  static OptionalInt optional(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static Optional<String> optional(String text) {
    return Optional.ofNullable(text);
  }
}
