package org.linuxha.heartbeat.config.hacf;

import org.linuxha.heartbeat.config.Timing;

/** The defaults of times, which depend on each other (wire.md 12.2). */
final class Times {
  private Times() {}

  static Timing of(Draft draft) {
    long keepalive = orElse(draft.keepalive, 1000);
    long deadtime = orElse(draft.deadtime, 30_000);
    return new Timing(
        keepalive,
        orElse(draft.warntime, deadtime / 2),
        deadtime,
        orElse(draft.initdead, initdead(deadtime)),
        orElse(draft.deadping, deadtime));
  }

  private static long initdead(long deadtime) {
    if (deadtime > 10_000) {
      return deadtime;
    }
    return deadtime < 6_000 ? 12_000 : 2 * deadtime;
  }

  private static long orElse(Long given, long otherwise) {
    return given == null ? otherwise : given;
  }
}
