package org.linuxha.heartbeat.config.hacf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.config.Timing;

/** Makes the configuration from a draft without errors. */
final class Assembly {
  private static final String NOWHERE = "/dev/null";

  private final Draft draft;
  private final Timing timing;

  private Assembly(Draft draft) {
    this.draft = draft;
    this.timing = Times.of(draft);
  }

  static Configuration of(Draft draft) {
    return new Assembly(draft).configuration();
  }

  private Configuration configuration() {
    List<Child> children = new ArrayList<>(draft.impliedChildren);
    children.addAll(draft.children);
    return new Configuration(
        draft.input.nodeName().toLowerCase(Locale.ROOT),
        cluster(),
        draft.nodeOrder,
        draft.uuidFrom,
        draft.generationMethod,
        logging(),
        host(),
        new Configuration.Pacemaker(draft.pacemaker, Optional.ofNullable(draft.daemonDirectory), draft.missingPrograms),
        children,
        ApiauthDirective.withDefaults(draft),
        draft.childEnvironment,
        draft.stonith,
        Optional.ofNullable(draft.quorumServer),
        parameters(),
        Inactive.in(draft));
  }

  private ClusterConfig cluster() {
    return new ClusterConfig(
        draft.clusterName,
        List.copyOf(draft.nodes),
        draft.media,
        timing,
        draft.autojoin,
        draft.messageFormat,
        new ClusterConfig.Compression(
            draft.compression, draft.compressionThreshold, draft.traditionalCompression),
        draft.hopfudge,
        draft.maxRexmitDelay,
        draft.resourceMode(),
        draft.autoFailback);
  }

  private Configuration.Logging logging() {
    return new Configuration.Logging(
        Draft.optional(draft.debug),
        Draft.optional(draft.logfile),
        Draft.optional(draft.debugfile),
        Optional.ofNullable(draft.facility),
        useLogd(),
        draft.logdRetryMillis,
        draft.logBadPackets,
        draft.syslogFormat);
  }

  /** Without any other target the C daemon logs to logd. */
  private boolean useLogd() {
    if (draft.useLogd != null) {
      return draft.useLogd;
    }
    return draft.logfile == null && draft.debugfile == null && !draft.hasFacility();
  }

  private Configuration.HostSettings host() {
    return new Configuration.HostSettings(
        draft.realtime,
        Draft.optional(draft.realtimePriority),
        draft.reserveKib,
        Draft.optional(draft.watchdog),
        draft.coreDumps,
        Draft.optional(draft.coreRoot),
        draft.useApphbd);
  }

  /** The text as written, else the default, else what was derived; nothing for what is unset. */
  private Map<String, String> parameters() {
    Map<String, String> derived = derived();
    Map<String, String> all = new LinkedHashMap<>();
    for (Directive directive : Directives.parameters()) {
      String name = directive.name();
      String text = draft.parameters.getOrDefault(
          name, directive.initial() != null ? directive.initial() : derived.get(name));
      if (text != null) {
        all.put(name, text);
      }
    }
    return all;
  }

  private Map<String, String> derived() {
    Map<String, String> derived = new LinkedHashMap<>();
    derived.put("deadping", timing.deadping() + "ms");
    derived.put("initdead", timing.initdead() + "ms");
    derived.put("warntime", timing.warntime() + "ms");
    derived.put("udpport", Integer.toString(draft.port()));
    derived.put("debug", "0");
    if (useLogd()) {
      derived.put("use_logd", "yes");
    }
    if (draft.hasFacility()) {
      // what is not said goes to syslog alone, and C says so to clients and children
      derived.put("logfile", NOWHERE);
      derived.put("debugfile", NOWHERE);
    }
    return derived;
  }
}
