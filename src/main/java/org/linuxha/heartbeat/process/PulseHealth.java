package org.linuxha.heartbeat.process;

import java.util.Optional;
import org.linuxha.heartbeat.bus.PulseBeat;

/**
 * Whether the pulse loop does what peers rely on: it turns, and the status that is due every keepalive
 * leaves. A loop that turns but sends nothing is as dead for them as one that hangs.
 *
 * @param limitMillis how late either may be
 */
record PulseHealth(PulseBeat beat, long keepaliveMillis, long limitMillis) {
  /** What is wrong with it now. */
  Optional<String> fault() {
    long age = beat.ageMillis();
    if (age > limitMillis) {
      return Optional.of("the pulse loop has not turned for " + age + " ms");
    }
    long silence = beat.silenceMillis();
    if (silence > keepaliveMillis + limitMillis) {
      return Optional.of("no heartbeat has left for " + silence + " ms, and one is due every " + keepaliveMillis + " ms");
    }
    return Optional.empty();
  }
}
