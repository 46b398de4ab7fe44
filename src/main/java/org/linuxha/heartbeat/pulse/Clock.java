package org.linuxha.heartbeat.pulse;

import org.linuxha.heartbeat.cluster.Now;

/** Makes the moment of an event; a made-up one in tests. */
@FunctionalInterface
interface Clock {
  Now now();
}
