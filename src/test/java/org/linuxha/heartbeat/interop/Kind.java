package org.linuxha.heartbeat.interop;

/** Whose daemon runs on a host. */
enum Kind {
  /** The C daemon of Debian's package. */
  C,
  /** Ours, from the tree that is tested. */
  OURS;

  Daemon on(Host host, Setup setup) {
    return this == C ? new CDaemon(host, setup) : new OurDaemon(host, setup);
  }
}
