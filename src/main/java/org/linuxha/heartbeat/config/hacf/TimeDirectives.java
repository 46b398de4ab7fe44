package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.problem.Code;

/** The times of life and death: keepalive, deadtime, deadping, initdead, warntime. */
final class TimeDirectives {
  private TimeDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.setting("keepalive", "1000ms", "keepalive time",
            e -> e.draft().keepalive = e.positiveMillis()),
        Directive.setting("deadtime", "30000ms", "node deadtime",
            e -> e.draft().deadtime = e.millis()),
        Directive.setting("deadping", null, "ping deadtime",
            e -> e.draft().deadping = e.millis()),
        Directive.setting("initdead", null, "initial deadtime",
            e -> e.draft().initdead = e.millis()),
        Directive.setting("warntime", null, "warning time", TimeDirectives::warntime));
  }

  private static void warntime(Entry entry) throws Refusal {
    long millis = TimeText.read(entry.value()).map(TimeText::millis).orElse(0L);
    if (millis <= 0) {
      throw new Refusal(Code.WARNTIME_INVALID, "Warn time " + entry.shown() + " is invalid");
    }
    entry.draft().warntime = entry.millis();
  }
}
