package org.linuxha.heartbeat.interop;

import java.util.Comparator;
import java.util.List;

/** In which order the daemons of a cluster are started. */
enum Order {
  /** Nobody waits for anybody. */
  AT_ONCE,
  /** The next only when the one before says it is up; ours first. */
  OURS_FIRST,
  /** The same, C first. */
  C_FIRST;

  void start(MixedCluster cluster) {
    if (this == AT_ONCE) {
      cluster.startAll();
      return;
    }
    Comparator<Daemon> ours = Comparator.comparing(d -> d.kind() == Kind.C);
    List<Daemon> order =
        cluster.all().stream().sorted(this == OURS_FIRST ? ours : ours.reversed()).toList();
    for (Daemon daemon : order) {
      daemon.start();
      cluster.awaitUp(daemon);
    }
  }
}
