package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.problem.Code;

/** What the daemon asks of its machine: real time, memory, watchdog, core dumps. */
final class HostDirectives {
  private HostDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.setting("watchdog", null, "watchdog device", HostDirectives::watchdog),
        Directive.setting("rtprio", null, "realtime priority",
            e -> e.draft().realtimePriority = e.number(1, 99, Code.NUMBER_INVALID,
                "Illegal realtime priority " + e.shown())),
        Directive.setting("realtime", "true", "enable realtime behavior?",
            e -> e.draft().realtime = e.bool()),
        Directive.setting("coredumps", "true", "enable Linux-HA core dumps",
            e -> e.draft().coreDumps = e.bool()),
        Directive.setting("coreroot", null, "set root directory of core dump area",
            e -> e.draft().coreRoot = e.value()),
        Directive.setting("memreserve", "6500", "number of kbytes to preallocate in heartbeat",
            e -> e.draft().reserveKib = e.number(1, Integer.MAX_VALUE, Code.NUMBER_INVALID,
                "Invalid memreserve " + e.shown())),
        Directive.values("use_apphbd", e -> e.draft().useApphbd = e.bool()));
  }

  private static void watchdog(Entry entry) throws Refusal {
    if (entry.draft().watchdog != null) {
      throw new Refusal(Code.DIRECTIVE_REPEATED, "Watchdog device multiply specified");
    }
    entry.draft().watchdog = entry.value();
  }
}
