package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.linuxha.heartbeat.config.ClusterConfig.AutoFailback;
import org.linuxha.heartbeat.config.ClusterConfig.Autojoin;
import org.linuxha.heartbeat.config.ClusterConfig.MessageFormat;
import org.linuxha.heartbeat.config.Configuration.GenerationMethod;
import org.linuxha.heartbeat.config.Configuration.UuidFrom;
import org.linuxha.heartbeat.problem.Code;

/** How we speak with the other nodes, and who may join. */
final class ProtocolDirectives {
  private static final Map<String, Autojoin> AUTOJOIN =
      Map.of("none", Autojoin.NONE, "other", Autojoin.OTHER, "any", Autojoin.ANY);
  private static final Map<String, MessageFormat> FORMATS =
      Map.of("classic", MessageFormat.CLASSIC, "netstring", MessageFormat.NETSTRING);
  private static final Map<String, String> COMPRESSIONS = Map.of("zlib", "zlib", "bz2", "bz2");
  private static final Map<String, UuidFrom> UUID_SOURCES =
      Map.of("file", UuidFrom.FILE, "nodename", UuidFrom.NODENAME);
  private static final Map<String, GenerationMethod> GENERATIONS =
      Map.of("file", GenerationMethod.FILE, "time", GenerationMethod.TIME);

  private ProtocolDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.setting("cluster", "linux-ha", "the name of cluster",
            e -> e.draft().clusterName = e.value()),
        Directive.setting("hopfudge", "1", "# of hops above cluster size",
            e -> e.draft().hopfudge = e.number(0, 255, Code.NUMBER_INVALID,
                "Invalid hopfudge " + e.shown())),
        Directive.setting("auto_failback", "legacy", "auto failback",
            ProtocolDirectives::autoFailback),
        Directive.values("nice_failback", ProtocolDirectives::niceFailback),
        Directive.setting("hbgenmethod", "file", "protocol generation computation method",
            e -> e.draft().generationMethod = e.choice(GENERATIONS, e.value(),
                "Illegal hb generation method " + e.shown())),
        Directive.setting("msgfmt", "classic", "message format in the wire",
            e -> e.draft().messageFormat = e.choice(FORMATS, e.value(),
                "Invalid msgfmt " + e.shown())),
        Directive.setting("autojoin", "none", "set automatic join mode/style",
            e -> e.draft().autojoin = e.choice(AUTOJOIN, e.value().toLowerCase(Locale.ROOT),
                "Invalid autojoin directive " + e.shown())),
        Directive.setting("uuidfrom", "file", "set the source for uuid",
            e -> e.draft().uuidFrom = e.choice(UUID_SOURCES, e.value(),
                "Invalid uuidfrom directive " + e.shown())),
        Directive.setting("compression", "zlib", "set compression module",
            e -> e.draft().compression = e.choice(COMPRESSIONS, e.value(),
                "Compression module(" + Statement.printable(e.value()) + ") not found")),
        Directive.setting("compression_threshold", "2", "set compression threshold",
            e -> e.draft().compressionThreshold = e.number(1, Integer.MAX_VALUE,
                Code.NUMBER_INVALID, "set_compression_threshold: compress_threshhold("
                    + Statement.printable(e.value()) + ") invalid")),
        Directive.setting("traditional_compression", "no", "set traditional_compression",
            ProtocolDirectives::traditionalCompression),
        Directive.setting("max_rexmit_delay", "250", "set the maximum rexmit delay time",
            e -> e.draft().maxRexmitDelay = e.number(1, Integer.MAX_VALUE, Code.NUMBER_INVALID,
                "Invalid max_rexmit_delay time(" + Statement.printable(e.value()) + ")")),
        Directive.setting("quorum_server", null, "the name or ip of quorum server",
            e -> e.draft().quorumServer = e.value()));
  }

  private static void autoFailback(Entry entry) throws Refusal {
    if (entry.value().equalsIgnoreCase("legacy")) {
      entry.draft().autoFailback = AutoFailback.LEGACY;
    } else {
      entry.draft().autoFailback = entry.bool() ? AutoFailback.ON : AutoFailback.OFF;
    }
  }

  /** Beside auto_failback it changes nothing; alone it leaves auto_failback at legacy. */
  private static void niceFailback(Entry entry) throws Refusal {
    entry.bool();
    entry.warn(Code.NICE_FAILBACK_OBSOLETE,
        "nice_failback flag is obsolete. Use auto_failback {on, off, legacy} instead");
  }

  private static void traditionalCompression(Entry entry) throws Refusal {
    boolean on = entry.bool();
    entry.draft().traditionalCompression = on;
    if (on) {
      entry.warn(Code.TRADITIONAL_COMPRESSION, "Whole messages will be compressed");
    }
  }
}
