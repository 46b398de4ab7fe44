package org.linuxha.heartbeat.simulation;

import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.membership.Agreement;
import org.linuxha.heartbeat.membership.Ccm;
import org.linuxha.heartbeat.membership.CcmConfig;
import org.linuxha.heartbeat.membership.CcmEffects;
import org.linuxha.heartbeat.membership.CcmState;
import org.linuxha.heartbeat.membership.CcmTimer;
import org.linuxha.heartbeat.membership.Membership;

/** The membership service of a simulated daemon: {@link Membership}, or a broken one that an invariant must catch. */
public interface Service {
  void on(ClusterEvent event, Now now);

  void onTimer(CcmTimer timer, Now now);

  CcmState state();

  /** What it agreed on last, or null. */
  Agreement agreement();

  /** Makes the service of a new life. */
  interface Factory {
    Service make(CcmConfig config, boolean likeC, RandomGenerator random, CcmEffects effects);
  }

  /** That of the daemon, or one with the ways of the C program. */
  static Service real(CcmConfig config, boolean likeC, RandomGenerator random, CcmEffects effects) {
    Membership membership =
        likeC ? Membership.likeC(config, random, effects) : Membership.ours(config, random, effects);
    Ccm ccm = membership.ccm();
    return new Service() {
      @Override
      public void on(ClusterEvent event, Now now) {
        membership.on(event, now);
      }

      @Override
      public void onTimer(CcmTimer timer, Now now) {
        membership.onTimer(timer, now);
      }

      @Override
      public CcmState state() {
        return ccm.state();
      }

      @Override
      public Agreement agreement() {
        return ccm.agreement();
      }
    };
  }
}
