package org.linuxha.heartbeat.config.hacf;

import java.util.List;

/** What docs/ha.cf.md says under "Nodes and times". */
final class GuideNodes {
  static final String TITLE = "Nodes and times";

  private GuideNodes() {}

  static List<Guidance> table() {
    return List.of(
        new Guidance("node", "NAME...",
            "names as `uname -n` prints them, folded to lower case, 99 characters",
            "none",
            "all nodes, the same on every node; our own must be there unless `autojoin any`",
            "no"),
        new Guidance("autojoin", "",
            "`none`, `other` (others may be unlisted), `any` (we too)",
            "`none`",
            "`none`, unless nodes come and go; not in haresources mode",
            "no"),
        new Guidance("keepalive", "",
            "time above 0",
            "`1000ms`",
            "1 s; 200 ms for detection within a second on a quiet network",
            "no"),
        new Guidance("deadtime", "",
            "time above 2 × keepalive",
            "`30000ms`",
            "well above twice the longest `Late heartbeat` that your log shows under load; 10 s is "
                + "common",
            "C judges silence when its own timers fire, up to a second later; here it is the "
                + "millisecond"),
        new Guidance("warntime", "",
            "time above 0",
            "deadtime / 2",
            "half of deadtime or less, else nobody is warned before the death",
            "no"),
        new Guidance("initdead", "",
            "time, at least deadtime; below 10 s with a warning",
            "deadtime if above 10 s; 12 s if deadtime is below 6 s; else 2 × deadtime",
            "long enough for the slowest node and switch to boot",
            "no"),
        new Guidance("deadping", "",
            "time above 2 × keepalive",
            "deadtime",
            "as deadtime; more if the way to the ping node is lossy",
            "no"),
        new Guidance("hopfudge", "N",
            "0 to 255",
            "`1`",
            "leave it: messages are passed on in chains and rings of serial lines only, and the number of nodes "
                + "is enough there",
            "C passes nothing on"),
        new Guidance("cluster", "NAME",
            "a word",
            "`linux-ha`",
            "only for programs that ask",
            "no"));
  }
}
