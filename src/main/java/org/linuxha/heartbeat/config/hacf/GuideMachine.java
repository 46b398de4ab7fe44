package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "The machine". */
final class GuideMachine {
  static final String TITLE = "The machine";

  private GuideMachine() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("realtime", "",
            "boolean: real-time priority, memory locked",
            "`true`",
            "leave it; where the machine does not permit it, the daemon says so (HB840) and goes on, and "
                + "deadtime should be 500 ms or more. What keeps it from taking the machine: "
                + "[ADR 005](adr/005-real-time.md)",
            "no"),
        new Guidance("rtprio", "N",
            "1 to 99",
            "lowest",
            "leave it",
            "no"),
        new Guidance("memreserve", "N",
            "KiB above 0",
            "`6500`",
            "leave it",
            "C sets that much aside; the memory of a JVM is set by the launcher"),
        new Guidance("watchdog", "DEV",
            "a device that exists; once",
            "none",
            "/dev/watchdog: a node that hangs reboots (below)",
            "no: the same time, the same words in the log"),
        new Guidance("coredumps", "",
            "boolean",
            "`true`",
            "on where somebody will look at them",
            "no"),
        new Guidance("coreroot", "DIR",
            "a directory",
            "none",
            "a directory with room",
            "no"),
        new Guidance("use_apphbd", "",
            "boolean",
            "no",
            "no",
            "no"));
  }
}
