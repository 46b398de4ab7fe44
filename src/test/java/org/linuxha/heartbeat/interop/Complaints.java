package org.linuxha.heartbeat.interop;

import java.util.List;
import java.util.regex.Pattern;

/** What a C daemon's log says that it would not say in a healthy cluster of its own kind. */
final class Complaints {

  private static final Pattern COMPLAINT =
      Pattern.compile(
          " (ERROR|CRIT|EMERG): |authentication|Dumping message|replay attack"
              + "|changed its uuid|flow control disabled|lost a lot|Irretrievably"
              + "|Bad/invalid|bad node|missing seqno|corrupted");

  /** Said in every cluster on a machine that limits locked memory or knows no real time. */
  private static final Pattern USUAL =
      Pattern.compile("Cannot lock ourselves into memory|Unable to set scheduler|set_realtime"
          + "|No log file for logd|Cannot set realtime");

  private Complaints() {}

  /**
   * The complaints of one host. Numbers out of order are no complaint about a C peer, which sends
   * them so (wire.md 6.1), but they are about one of {@code ours}.
   */
  static List<String> in(Host host, List<String> ours) {
    return host.log().lines()
        .filter(l -> COMPLAINT.matcher(l).find()
            || ours.stream().anyMatch(name -> l.contains("lost packet(s) for [" + name + "]")))
        .filter(l -> !USUAL.matcher(l).find())
        .toList();
  }
}
