package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The complete table of directives of 3.0.6, put together from their families. */
final class Directives {

  /** The order in which {@code heartbeat -v} and {@code -D} print parameters. */
  private static final List<String> PRINT_ORDER =
      List.of(
          "cluster", "hopfudge", "keepalive", "deadtime", "deadping", "initdead", "warntime",
          "watchdog", "baud", "udpport", "logfacility", "logfile", "debugfile", "auto_failback",
          "rtprio", "hbgenmethod", "realtime", "debug", "msgfmt", "use_logd", "conn_logd_time",
          "log_badpack", "syslogmsgfmt", "coredumps", "coreroot", "crm_daemon_dir",
          "crmd_spawns_pengine", "pacemaker", "autojoin", "uuidfrom", "compression",
          "compression_threshold", "traditional_compression", "max_rexmit_delay",
          "record_config_changes", "record_pengine_inputs", "enable_config_writes", "memreserve",
          "quorum_server");

  private static final Map<String, String> ALIASES = Map.of("crm", "pacemaker", "udp", "bcast");

  private static final Map<String, Directive> BY_NAME = byName();

  private Directives() {}

  private static Map<String, Directive> byName() {
    Map<String, Directive> map = new LinkedHashMap<>();
    Stream.of(NodeDirectives.table(), TimeDirectives.table(), ProtocolDirectives.table(),
            MediaDirectives.table(), LoggingDirectives.table(), HostDirectives.table(),
            ChildDirectives.table(), ApiauthDirective.table(), PacemakerDirectives.table(),
            StonithDirectives.table())
        .flatMap(List::stream)
        .forEach(directive -> map.put(directive.name(), directive));
    return map;
  }

  /** The directive of that name or alias; upper case is no name. */
  static Optional<Directive> named(String name) {
    return Optional.ofNullable(BY_NAME.get(ALIASES.getOrDefault(name, name)));
  }

  /** All directives with their canonical names. */
  static List<Directive> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** Those that are parameters, in the order of printing. */
  static List<Directive> parameters() {
    List<Directive> list = new ArrayList<>();
    for (String name : PRINT_ORDER) {
      list.add(BY_NAME.get(name));
    }
    return list;
  }
}
