package org.linuxha.heartbeat.membership;

import java.util.Objects;

/**
 * What a CCM needs to know beforehand (ccm.md 1.1).
 *
 * @param self our node name
 * @param keepaliveMillis the only source of all waiting times (ccm.md 6.1)
 * @param quorum how quorum is decided
 */
public record CcmConfig(String self, long keepaliveMillis, Quorum quorum) {
  public CcmConfig {
    Objects.requireNonNull(self);
    Objects.requireNonNull(quorum);
  }

  /** U, "update": how long a round waits for JOINs and a change for reports: 5 keepalives. */
  long updateNanos() {
    return times(5);
  }

  /** VRS, "version": how long a question for the leader waits for an answer: 9 keepalives. */
  long versionNanos() {
    return times(9);
  }

  /** IFF, "info from followers": how long a candidate waits for answers: 12 keepalives. */
  long followerInfoNanos() {
    return times(12);
  }

  /** FL, "final list": how long a follower waits for the result: 18 keepalives and 5 ms. */
  long finalListNanos() {
    return times(18) + 5_000_000L;
  }

  long times(int keepalives) {
    return keepalives * keepaliveMillis * 1_000_000L;
  }
}
