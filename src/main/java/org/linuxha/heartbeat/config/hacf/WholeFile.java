package org.linuxha.heartbeat.config.hacf;

import java.util.Locale;
import org.linuxha.heartbeat.config.ClusterConfig.AutoFailback;
import org.linuxha.heartbeat.config.ClusterConfig.Autojoin;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.problem.Code;

/**
 * What can only be judged when the last line is read (wire.md 12.2). A rule is silent if a line
 * that it depends on was refused already: one mistake, one message. Reasons keep the words of C
 * Heartbeat, misspelt ones too, because scripts look for them.
 */
final class WholeFile {
  private static final int MOST_NODES = 100;
  private static final int MOST_MEDIA = 64;
  private static final long SHORT_INITDEAD_MILLIS = 10_000;

  private final Draft draft;

  private WholeFile(Draft draft) {
    this.draft = draft;
  }

  static void check(Draft draft) {
    WholeFile whole = new WholeFile(draft);
    whole.media();
    whole.nodes();
    whole.ownNode();
    whole.times();
    whole.resources();
    whole.logging();
  }

  private void media() {
    if (draft.media.isEmpty() && !draft.anyRefused("bcast", "ucast", "ucast6", "mcast", "mcast6",
        "serial", "ping", "ping6", "ping_group")) {
      report(Code.NO_MEDIA, "bcast", "No heartbeat media defined");
    }
    if (draft.media.size() > MOST_MEDIA) {
      report(Code.TOO_MANY_MEDIA, "ucast",
          draft.media.size() + " media are defined, at most " + MOST_MEDIA + " are possible");
    }
  }

  private void nodes() {
    if (draft.nodes.isEmpty() && draft.autojoin != Autojoin.ANY && !draft.anyRefused("node")) {
      report(Code.NO_NODES, "node", "no nodes defined");
    }
    if (draft.nodeOrder.size() > MOST_NODES) {
      report(Code.TOO_MANY_NODES, "node", draft.nodeOrder.size()
          + " nodes are defined, at most " + MOST_NODES + " are possible");
    }
  }

  private void ownNode() {
    String own = draft.input.nodeName().toLowerCase(Locale.ROOT);
    if (draft.nodes.contains(own) || draft.anyRefused("node")) {
      return;
    }
    if (draft.autojoin == Autojoin.ANY) {
      draft.nodes.add(own);
      draft.nodeOrder.add(own);
      report(Code.OWN_NODE_ADDED, "autojoin", "Current node [" + own + "] added to configuration");
    } else if (!draft.nodes.isEmpty()) {
      report(Code.OWN_NODE_MISSING, "node", "Current node [" + own + "] not in configuration!");
    }
  }

  private void times() {
    Timing timing = Times.of(draft);
    if (draft.anyRefused("keepalive", "deadtime")) {
      return;
    }
    if (timing.deadtime() <= 2 * timing.keepalive()) {
      report(Code.DEADTIME_TOO_SMALL, "deadtime", "Dead time [" + timing.deadtime()
          + "] is too small compared to keeplive [" + timing.keepalive() + "]");
      return;
    }
    if (draft.deadping != null && timing.deadping() <= 2 * timing.keepalive()) {
      report(Code.DEADPING_TOO_SMALL, "deadping", "Ping dead time [" + timing.deadping()
          + "] is too small compared to keeplive [" + timing.keepalive() + "]");
    }
    if (draft.warntime != null && timing.warntime() >= timing.deadtime()) {
      report(Code.WARNTIME_WITHOUT_EFFECT, "warntime", "Warn time [" + timing.warntime()
          + "] is not below dead time [" + timing.deadtime() + "]");
    }
    initdead(timing);
  }

  private void initdead(Timing timing) {
    if (draft.anyRefused("initdead")) {
      return;
    }
    if (timing.initdead() < timing.deadtime()) {
      report(Code.INITDEAD_TOO_SMALL, "initdead", "Initial dead time [" + timing.initdead()
          + "] is smaller than deadtime [" + timing.deadtime() + "]");
    } else if (timing.initdead() < SHORT_INITDEAD_MILLIS) {
      report(Code.INITDEAD_SHORT, "initdead",
          "Initial dead time [" + timing.initdead() + " ms] may be too small!");
    }
  }

  private void resources() {
    if (!draft.resourceMode() || draft.anyRefused("pacemaker")) {
      return;
    }
    if (draft.autojoin != Autojoin.NONE) {
      report(Code.AUTOJOIN_WITH_RESOURCES, "autojoin",
          "R1 style resource management conflicts with  autojoin set");
    }
    if (draft.autoFailback == AutoFailback.LEGACY && !draft.anyRefused("auto_failback")) {
      report(Code.AUTO_FAILBACK_LEGACY, "auto_failback",
          "Deprecated 'legacy' auto_failback option selected");
    }
  }

  private void logging() {
    boolean target = draft.hasFacility() || draft.logfile != null || draft.debugfile != null;
    if (Boolean.FALSE.equals(draft.useLogd) && !target
        && !draft.anyRefused("logfacility", "use_logd")) {
      report(Code.LOG_TARGET_MISSING, "use_logd",
          "The logging daemon is disabled and no logfacility, logfile or debugfile is set");
    }
  }

  private void report(Code code, String directive, String reason) {
    draft.report(code, directive, reason);
  }
}
