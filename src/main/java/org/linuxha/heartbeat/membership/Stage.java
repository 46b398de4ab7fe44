package org.linuxha.heartbeat.membership;

import org.linuxha.heartbeat.cluster.Now;

/** One state of the machine. */
abstract class Stage implements CcmHandler {
  protected final Machine machine;

  Stage(Machine machine) {
    this.machine = machine;
  }

  /** The machine just came into this state. */
  abstract void enter(String reason, Now now);

  /** A node's status changed, a CCM came or went: does what this state waits for look different now? */
  void onNodesChanged(Now now) {}
}
