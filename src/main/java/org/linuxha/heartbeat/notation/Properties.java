package org.linuxha.heartbeat.notation;

import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.notation.Property.About;
import org.linuxha.heartbeat.notation.Property.Kind;

/** All settings with a single value, in the order in which ha.cf is written. */
final class Properties {
  private static final long YEAR_MILLIS = 366L * 24 * 3600 * 1000;

  private Properties() {}

  static final List<Property> ALL = List.of(
      word("debugfile", "log", "debugFile", new About("Debug file",
          "File for everything that is logged, debug lines too.", "", null, "/var/log/ha-debug")),
      word("logfile", "log", "file", new About("Log file",
          "File for everything but debug lines.", "", null, "/var/log/ha-log")),
      word("logfacility", "log", "facility", new About("Syslog facility",
          "A syslog facility in lower case, or none. Default: daemon if no other target is named.", "", null, "local0")),
      number("debug", "log", "debugLevel", 0, 255, new About("Debug level",
          "1 shows much, 3 every message. Default: that of the option -d.", "", 0, 1)),
      bool("use_logd", "log", "useLogd", new About("Log through ha_logd",
          "Default: true if no other target is named. false needs another target.", "", null, true)),
      millis("conn_logd_time", "log", "logdRetryMillis", 1, new About("Pause before trying ha_logd again",
          "Pause between attempts to reach ha_logd.", "ms", 60_000, 60_000)),
      bool("log_badpack", "log", "badPackets", new About("Tell of bad packets",
          "Whether packets with a wrong signature are logged. Off while somebody floods you.", "", true, true)),
      bool("syslogmsgfmt", "log", "syslogFormat", new About("Files look like syslog's",
          "Whether lines in log files have the form of syslog.", "", true, true)),

      word("cluster", "cluster", "name", new About("Cluster name",
          "Only for programs that ask.", "", "linux-ha", "orders")),
      choice("autojoin", "cluster", "autojoin", List.of("none", "other", "any"), new About("Who may join unlisted",
          "none: listed nodes only. other: others may be unlisted. any: this node too.", "", "none", "none")),
      choice("uuidfrom", "cluster", "uuidFrom", List.of("file", "nodename"), new About("Source of the node's uuid",
          "nodename for machines without a disk of their own.", "", "file", "file")),
      choice("hbgenmethod", "cluster", "generationMethod", List.of("file", "time"), new About(
          "Source of the generation",
          "time only where /var/lib/heartbeat is lost at a reboot and the clock never goes back.", "", "file", "file")),
      number("hopfudge", "cluster", "hopfudge", 0, 255, new About("Hops above the number of nodes",
          "Nothing is forwarded any more: leave it.", "", 1, 1)),
      word("quorum_server", "cluster", "quorumServer", new About("Quorum server",
          "Host that ccm asks when it has to break a tie.", "", null, "quorum.example.com")),

      millis("keepalive", "timing", "keepaliveMillis", 1, new About("Time between heartbeats",
          "A status message goes out this often. 1000, or 200 for detection within a second on a quiet network.",
          "ms", 1000, 1000)),
      millis("warntime", "timing", "warntimeMillis", 1, new About("Late after",
          "A heartbeat later than this is called late in the log. Default: half of the deadtime.", "ms", null, 5000)),
      millis("deadtime", "timing", "deadtimeMillis", 0, new About("Dead after",
          "A node silent for this long is dead. Above 2 * keepalive, and well above twice the longest late heartbeat"
              + " that your log shows under load.", "ms", 30_000, 10_000)),
      millis("initdead", "timing", "initdeadMillis", 0, new About("Dead after, at the start",
          "The same for the first sign of life: long enough for the slowest node and switch to boot. At least the"
              + " deadtime. Default: from the deadtime.", "ms", null, 60_000)),
      millis("deadping", "timing", "deadpingMillis", 0, new About("Ping node dead after",
          "The deadtime of ping nodes. Default: the deadtime.", "ms", null, 10_000)),

      choice("msgfmt", "messages", "format", List.of("classic", "netstring"), new About("Form of messages",
          "Both are understood; leave it.", "", "classic", "classic")),
      choice("compression", "messages", "compression", List.of("zlib", "bz2"), new About("Compression",
          "All nodes understand both.", "", "zlib", "zlib")),
      number("compression_threshold", "messages", "compressionThresholdKib", 1, Integer.MAX_VALUE, new About(
          "Compress from", "Messages above this are compressed, where traditionalCompression is on.", "KiB", 2, 2)),
      bool("traditional_compression", "messages", "traditionalCompression", new About("Compress whole messages",
          "Whether whole messages are compressed instead of single fields.", "", false, false)),
      number("max_rexmit_delay", "messages", "maxRexmitDelayMillis", 1, Integer.MAX_VALUE, new About(
          "Pace of retransmission requests", "Missed messages are asked for again at this pace.", "ms", 250, 250)),

      bool("realtime", "machine", "realtime", new About("Real-time priority",
          "Real-time priority and locked memory; used only if it is written.", "", true, true)),
      number("rtprio", "machine", "realtimePriority", 1, 99, new About("Real-time priority value",
          "Default: the lowest.", "", null, 1)),
      number("memreserve", "machine", "memoryReserveKib", 1, Integer.MAX_VALUE, new About("Memory reserved",
          "Memory that the C daemon allocates beforehand.", "KiB", 6500, 6500)),
      word("watchdog", "machine", "watchdog", new About("Watchdog device",
          "A node that hangs reboots.", "", null, "/dev/watchdog")),
      bool("coredumps", "machine", "coreDumps", new About("Core dumps",
          "Whether a crash may leave a core dump.", "", true, true)),
      word("coreroot", "machine", "coreDirectory", new About("Directory of core dumps",
          "Root directory of the core dump area.", "", null, "/var/lib/heartbeat/cores")),
      bool("use_apphbd", "machine", "useApphbd", new About("Register with apphbd",
          "Of the C daemon; obsolete.", "", false, false)),

      choices("auto_failback", "resources", "autoFailback", List.of("legacy"), new About("Resources go home",
          "true: a resource returns to its preferred node as soon as that is back. false: it stays, which spares one"
              + " interruption. legacy: for clusters with very old nodes. The same on all nodes.", "", "legacy", false)),

      word("crm_daemon_dir", "pacemaker", "daemonDirectory", new About("Directory of Pacemaker's programs",
          "Searched first.", "", null, "/usr/libexec/pacemaker")),
      bool("crmd_spawns_pengine", "pacemaker", "crmdSpawnsPengine", new About("crmd starts pengine",
          "For old Pacemakers.", "", null, true)),
      choices("pacemaker", "pacemaker", "mode", List.of("respawn", "minimal", "manual", "ccm-only", "valgrind"),
          new About("Pacemaker",
              "respawn: Pacemaker's programs run and are restarted. true: as respawn, but the death of one reboots the"
                  + " machine. false: haresources manages resources.", "", false, "respawn")),
      bool("record_config_changes", "pacemaker", "recordConfigChanges", new About("Record changes of the CIB",
          "Read by Pacemaker.", "", true, true)),
      bool("record_pengine_inputs", "pacemaker", "recordPengineInputs", new About("Record inputs of the policy engine",
          "Read by Pacemaker.", "", true, true)),
      bool("enable_config_writes", "pacemaker", "enableConfigWrites", new About("Write the CIB to disk",
          "Read by Pacemaker.", "", true, true)));

  static Optional<Property> ofDirective(String directive) {
    return ALL.stream().filter(p -> p.directive().equals(directive)).findFirst();
  }

  private static Property millis(String directive, String section, String name, long lowest, About about) {
    return new Property(directive, section, name, Kind.MILLIS, List.of(), lowest, YEAR_MILLIS, about);
  }

  private static Property number(
      String directive, String section, String name, long lowest, long highest, About about) {
    return new Property(directive, section, name, Kind.NUMBER, List.of(), lowest, highest, about);
  }

  private static Property bool(String directive, String section, String name, About about) {
    return new Property(directive, section, name, Kind.BOOLEAN, List.of(), 0, 0, about);
  }

  private static Property word(String directive, String section, String name, About about) {
    return new Property(directive, section, name, Kind.WORD, List.of(), 0, 0, about);
  }

  private static Property choice(
      String directive, String section, String name, List<String> choices, About about) {
    return new Property(directive, section, name, Kind.CHOICE, choices, 0, 0, about);
  }

  private static Property choices(
      String directive, String section, String name, List<String> choices, About about) {
    return new Property(directive, section, name, Kind.BOOLEAN_OR_CHOICE, choices, 0, 0, about);
  }
}
