package org.linuxha.heartbeat.daemon;

import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.membership.CcmConfig;
import org.linuxha.heartbeat.membership.Quorum;

/** What the configuration says about membership: who we are, how fast, and how quorum is decided. */
final class MembershipPlan {
  /** {@code env quorum=majority:twonodes}: the C ccm reads it from its environment (ccm.md 7.1). */
  private static final String QUORUM = "quorum";

  private MembershipPlan() {}

  static CcmConfig of(Configuration configuration) {
    return new CcmConfig(
        configuration.ownNode(),
        configuration.cluster().timing().keepalive(),
        Quorum.parse(configuration.childEnvironment().getOrDefault(QUORUM, "")));
  }
}
