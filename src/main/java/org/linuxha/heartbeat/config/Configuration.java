package org.linuxha.heartbeat.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that ha.cf says, checked (wire.md 12.2). The cluster heart needs {@link #cluster}
 * alone; the rest is for the edge.
 *
 * @param ownNode the name of this node, lower case
 * @param nodeOrder normal and ping nodes in order of the file: clients list them so
 * @param uuidFrom where this node's uuid comes from
 * @param generationMethod where this node's generation comes from
 * @param children respawn and failfast lines in order, those that pacemaker implies first
 * @param apiAuthorizations by client name, the defaults of client-api.md 5 added
 * @param childEnvironment {@code env} lines: name without the prefix {@code HA_} that children see
 * @param parameters every directive with a value as text, in the order of {@code heartbeat -v}:
 *     what {@code getparm} answers and children see as {@code HA_name}
 * @param notYetActive directives of the file that this version reads and does not act on yet
 */
public record Configuration(
    String ownNode,
    ClusterConfig cluster,
    List<String> nodeOrder,
    UuidFrom uuidFrom,
    GenerationMethod generationMethod,
    Logging logging,
    HostSettings host,
    Pacemaker pacemaker,
    List<Child> children,
    Map<String, ApiAuthorization> apiAuthorizations,
    Map<String, String> childEnvironment,
    List<Stonith> stonith,
    Optional<String> quorumServer,
    Map<String, String> parameters,
    List<NotYetActive> notYetActive) {

  public Configuration {
    nodeOrder = List.copyOf(nodeOrder);
    children = List.copyOf(children);
    apiAuthorizations = inOrder(apiAuthorizations);
    childEnvironment = inOrder(childEnvironment);
    stonith = List.copyOf(stonith);
    parameters = inOrder(parameters);
    notYetActive = List.copyOf(notYetActive);
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The same with other places of what is not active yet. */
  public Configuration withNotYetActive(List<NotYetActive> others) {
    return new Configuration(
        ownNode, cluster, nodeOrder, uuidFrom, generationMethod, logging, host, pacemaker, children, apiAuthorizations,
        childEnvironment, stonith, quorumServer, parameters, others);
  }

  /** The value of a directive as a C client's {@code hbparameter} reads it. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** True if a log target is named, be it none. Without any, the log goes to syslog: a daemon must not be mute. */
  public boolean namesLogTarget() {
    return logging.logfile().isPresent() || logging.debugfile().isPresent() || parameter("logfacility").isPresent();
  }

  /** True if debug lines are written anywhere: logfile takes none. */
  public boolean takesDebugLines() {
    return logging.debugfile().isPresent() || logging.facility().isPresent() || !namesLogTarget();
  }

  /** {@code uuidfrom} (wire.md 7). */
  public enum UuidFrom {
    /** hb_uuid, drawn at random if missing. */
    FILE,
    /** Computed from the node's name. */
    NODENAME
  }

  /** {@code hbgenmethod} (wire.md 7). */
  public enum GenerationMethod {
    /** hb_generation plus one. */
    FILE,
    /** The start time. */
    TIME
  }

  /**
   * Where and how much is logged.
   *
   * @param debugLevel of the file; absent: the command line's -d counts
   * @param useLogd explicit or because no other target is named
   * @param logdRetryMillis pause between attempts to reach logd
   */
  public record Logging(
      OptionalInt debugLevel,
      Optional<String> logfile,
      Optional<String> debugfile,
      Optional<SyslogFacility> facility,
      boolean useLogd,
      long logdRetryMillis,
      boolean logBadPackets,
      boolean syslogFormat) {}

  /**
   * What the daemon asks of the machine.
   *
   * @param realtimePriority {@code rtprio}, 1 to 99
   * @param reserveKib {@code memreserve}
   */
  public record HostSettings(
      boolean realtime,
      OptionalInt realtimePriority,
      int reserveKib,
      Optional<String> watchdog,
      boolean coreDumps,
      Optional<String> coreRoot,
      boolean useApphbd) {}

  /**
   * A program that runs beside the daemon.
   *
   * @param user a user name of this host
   * @param command full path and arguments as written
   * @param failfast the machine is to be rebooted when it dies
   */
  public record Child(String user, String command, boolean failfast) {
    /** True for {@code ccm}, wherever it lies: the membership service runs inside the daemon and is not started. */
    public boolean isCcm() {
      return command.split("\\s", 2)[0].endsWith("/ccm");
    }
  }

  /** A stonith device, for this node: {@code settings} may hold passwords and is never shown. */
  public record Stonith(String type, String settings, boolean fromFile) {
    @Override
    public String toString() {
      return "Stonith[" + type + "]";
    }
  }

  /**
   * What pacemaker wants of us. The programs found for it are the first of {@code children}.
   *
   * @param missing programs that are not installed; if there are any, none but ccm is among the children
   */
  public record Pacemaker(Mode mode, Optional<String> daemonDirectory, List<String> missing) {
    public Pacemaker {
      missing = List.copyOf(missing);
    }

    /** The value of {@code pacemaker}. */
    public enum Mode {
      OFF,
      /** Its programs are restarted when they die. */
      RESPAWN,
      /** As respawn, but the death of ccm, cib, pengine or crmd reboots the machine. */
      ON,
      /** As on, with ccm, cib, lrmd and crmd alone. */
      MINIMAL,
      /** The same as minimal. */
      MANUAL,
      /** Only ccm. */
      CCM_ONLY,
      /** As respawn; the programs are asked to run under valgrind. */
      VALGRIND
    }

    public boolean enabled() {
      return mode != Mode.OFF;
    }
  }
}
